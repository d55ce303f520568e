"""An event loop gives up for it."""

import asyncio
import contextlib
import socket


async def run(conn, reason, seconds):
    loop = asyncio.get_running_loop()
    conn.setblocking(False)

    async def listen():
        await loop.sock_sendall(conn, reason)
        conn.shutdown(socket.SHUT_WR)
        while await loop.sock_recv(conn, 65536):
            pass

    with conn, contextlib.suppress(OSError, asyncio.TimeoutError):
        await asyncio.wait_for(listen(), seconds)


def refuse(conn, reason, seconds):
    asyncio.run(run(conn, reason, seconds))
