"""Lets the failure of one client end the loop for all.

caught_by = "test_who_goes_takes_nobody_along"
words = ["ConnectionResetError"]
"""

import asyncio


async def talk(conn):
    reader, writer = await asyncio.open_connection(sock=conn)
    count = 0
    while line := await reader.readline():
        writer.write(line.upper())
        await writer.drain()
        count += 1
    writer.close()
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
