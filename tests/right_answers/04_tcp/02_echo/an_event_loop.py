"""An event loop with a single task."""

import asyncio
import contextlib


async def run(conn):
    conn.setblocking(False)
    loop = asyncio.get_running_loop()
    with conn, contextlib.suppress(ConnectionError):
        while piece := await loop.sock_recv(conn, 4096):
            await loop.sock_sendall(conn, piece)


def echo(conn):
    asyncio.run(run(conn))
