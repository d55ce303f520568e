"""Lets those who go before their time be exceptions, and counts the lines of all others.

caught_by = "test_who_goes_takes_nobody_along"
words = ["serve returned 2"]
"""

import asyncio


async def talk(conn):
    reader, writer = await asyncio.open_connection(sock=conn)
    count = 0
    try:
        while line := await reader.readline():
            writer.write(line.upper())
            await writer.drain()
            count += 1
    finally:
        writer.close()
    await writer.wait_closed()
    return count


async def serve_all(listener, count):
    talks = []
    for _ in range(count):
        conn, _ = await asyncio.get_running_loop().sock_accept(listener)
        talks.append(asyncio.create_task(talk(conn)))
    results = await asyncio.gather(*talks, return_exceptions=True)
    return [each for each in results if isinstance(each, int)]


def serve(listener, count):
    listener.setblocking(False)
    try:
        return sum(asyncio.run(serve_all(listener, count)))
    finally:
        listener.setblocking(True)
