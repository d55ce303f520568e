"""Sends and receives by an event loop, on a socket that does not block meanwhile."""

import asyncio


def by_a_loop(sock, coroutine):
    limit = sock.gettimeout()
    sock.setblocking(False)
    try:
        return asyncio.run(coroutine)
    finally:
        sock.settimeout(limit)


def send_frame(sock, payload):
    async def send():
        await asyncio.get_running_loop().sock_sendall(sock, len(payload).to_bytes(4, "big") + payload)

    by_a_loop(sock, send())


async def exactly(sock, size):
    received = b""
    while len(received) < size:
        piece = await asyncio.get_running_loop().sock_recv(sock, size - len(received))
        if not piece:
            raise EOFError
        received += piece
    return received


def recv_exactly(sock, size):
    return by_a_loop(sock, exactly(sock, size))


def recv_frame(sock):
    async def receive():
        return await exactly(sock, int.from_bytes(await exactly(sock, 4), "big"))

    return by_a_loop(sock, receive())
