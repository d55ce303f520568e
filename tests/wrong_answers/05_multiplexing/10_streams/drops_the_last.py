"""Closes at once, and drops what is kept.

caught_by = "test_who_ends_and_reads_late_gets_all"
words = ["the other side of the answer has failed"]
"""

import asyncio
import contextlib


async def talk(conn):
    reader, writer = await asyncio.open_connection(sock=conn)
    count = 0
    with contextlib.suppress(ConnectionError):
        while line := await reader.readline():
            writer.write(line.upper())
            await writer.drain()
            count += 1
    writer.transport.abort()
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
