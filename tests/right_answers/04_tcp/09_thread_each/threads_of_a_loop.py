"""An event loop, which leaves each conversation to a thread; the lock is taken by hand."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

ADDING = threading.Condition()


def talk(conn, lines):
    with conn, conn.makefile("rwb") as file:
        for line in file:
            ADDING.acquire()
            try:
                lines.append(line)
                number = len(lines)
            finally:
                ADDING.release()
            file.write(b"%d: %b" % (number, line))
            file.flush()


async def serve_all(listener, count, lines):
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(count + 1))
    talking = []
    for _ in range(count):
        conn, _ = await asyncio.to_thread(listener.accept)
        talking.append(asyncio.create_task(asyncio.to_thread(talk, conn, lines)))
    await asyncio.gather(*talking)


def serve(listener, count):
    lines = []
    asyncio.run(serve_all(listener, count, lines))
    return lines
