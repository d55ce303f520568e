"""An event loop with a task for each client."""

import asyncio
import contextlib


def serve(listener, stop):
    asyncio.run(until_told(listener, stop))


async def until_told(listener, stop):
    loop = asyncio.get_running_loop()
    stopped = loop.create_future()
    loop.add_reader(stop, stopped.set_result, None)
    listener.setblocking(False)
    accepting = asyncio.create_task(accept(loop, listener))
    await stopped
    loop.remove_reader(stop)
    accepting.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await accepting
    listener.setblocking(True)


async def accept(loop, listener):
    tasks = set()
    try:
        while True:
            conn, _ = await loop.sock_accept(listener)
            tasks.add(asyncio.create_task(talk(loop, conn)))
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def talk(loop, conn):
    with conn, contextlib.suppress(ConnectionError):
        while data := await loop.sock_recv(conn, 4096):
            await loop.sock_sendall(conn, data)
