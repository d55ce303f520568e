"""Waits in a thread for each client, so that the loop is free.

caught_by = "test_twenty_in_any_order"
words = ["one thread was to serve all"]
"""

import asyncio
import concurrent.futures
import contextlib


def talk_in_a_thread(conn):
    conn.setblocking(True)
    count = 0
    with contextlib.suppress(ConnectionError), conn, conn.makefile("rwb") as file:
        for line in file:
            file.write(line.upper())
            file.flush()
            count += 1
    return count


async def talk(conn):
    return await asyncio.get_running_loop().run_in_executor(POOL, talk_in_a_thread, conn)


POOL = concurrent.futures.ThreadPoolExecutor(max_workers=20)


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
        POOL.shutdown()
