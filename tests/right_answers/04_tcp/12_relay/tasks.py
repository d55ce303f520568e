"""Two tasks in an event loop."""

import asyncio
import contextlib
import socket
import struct


def pass_on(source, target):
    while piece := source.recv(65536):
        target.sendall(piece)
    target.shutdown(socket.SHUT_WR)


async def one_way(source, target):
    loop = asyncio.get_running_loop()
    while piece := await loop.sock_recv(source, 65536):
        await loop.sock_sendall(target, piece)
    target.shutdown(socket.SHUT_WR)


async def run(client, server):
    for sock in (client, server):
        sock.setblocking(False)
    ways = [asyncio.ensure_future(one_way(client, server)), asyncio.ensure_future(one_way(server, client))]
    done, rest = await asyncio.wait(ways, return_when=asyncio.FIRST_EXCEPTION)
    for way in rest:
        way.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await way
    if any(way.exception() for way in done):
        for sock in (client, server):
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def relay(client, server):
    with client, server:
        asyncio.run(run(client, server))
