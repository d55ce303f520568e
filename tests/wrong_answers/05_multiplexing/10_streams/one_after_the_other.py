"""Waits for each conversation before it lets the next client in.

caught_by = "test_one_talks_while_the_other_is_silent"
cause = "circular-wait"
words = ["readline"]
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
    writer.close()
    with contextlib.suppress(ConnectionError):
        await writer.wait_closed()
    return count


async def serve_all(listener, count):
    talks = []
    for _ in range(count):
        conn, _ = await asyncio.get_running_loop().sock_accept(listener)
        talks.append(await talk(conn))
    return talks


def serve(listener, count):
    listener.setblocking(False)
    try:
        return sum(asyncio.run(serve_all(listener, count)))
    finally:
        listener.setblocking(True)
