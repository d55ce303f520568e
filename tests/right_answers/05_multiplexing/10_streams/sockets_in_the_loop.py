"""The sockets themselves, and lines gathered by hand."""

import asyncio
import contextlib


async def talk(conn):
    loop = asyncio.get_running_loop()
    count, heard = 0, b""
    with conn, contextlib.suppress(ConnectionError):
        while data := await loop.sock_recv(conn, 4096):
            *lines, heard = (heard + data).split(b"\n")
            for line in lines:
                await loop.sock_sendall(conn, line.upper() + b"\n")
                count += 1
        if heard:
            await loop.sock_sendall(conn, heard.upper())
            count += 1
    return count


async def serve_all(listener, count):
    talks = []
    for _ in range(count):
        conn, _ = await asyncio.get_running_loop().sock_accept(listener)
        talks.append(asyncio.create_task(talk(conn)))
    return await asyncio.gather(*talks)


def serve(listener, count):
    listener.setblocking(False)
    try:
        return sum(asyncio.run(serve_all(listener, count)))
    finally:
        listener.setblocking(True)
