"""Never waits until what it has written was sent: all answers are kept for a client that does not read.

caught_by = "test_who_does_not_read_is_not_read"
words = ["who keeps all the answers?"]
"""

import asyncio
import contextlib


async def talk(conn):
    reader, writer = await asyncio.open_connection(sock=conn)
    count = 0
    with contextlib.suppress(ConnectionError):
        while line := await reader.readline():
            writer.write(line.upper())
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
