"""Takes each piece for a line.

caught_by = "test_the_last_line_lacks_its_newline"
words = ["2 lines were answered, and serve returned 3"]
"""

import asyncio
import contextlib


async def talk(conn):
    reader, writer = await asyncio.open_connection(sock=conn)
    count = 0
    with contextlib.suppress(ConnectionError):
        while line := await reader.read(4096):
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
        talks.append(asyncio.create_task(talk(conn)))
    return await asyncio.gather(*talks)


def serve(listener, count):
    listener.setblocking(False)
    try:
        return sum(asyncio.run(serve_all(listener, count)))
    finally:
        listener.setblocking(True)
