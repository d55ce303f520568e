"""An event loop, which has its own way to be wakened by a thread."""

import asyncio
import os
import threading


def work(orders, post):
    while data := os.read(orders, 4096):
        for byte in data:
            post(bytes([byte]))


def run(conn, orders):
    conn.setblocking(False)
    try:
        asyncio.run(both(conn, orders))
    finally:
        conn.setblocking(True)


async def both(conn, orders):
    loop = asyncio.get_running_loop()
    posted = asyncio.Queue()
    sending = asyncio.Lock()

    def do():
        work(orders, lambda data: loop.call_soon_threadsafe(posted.put_nowait, data))
        loop.call_soon_threadsafe(posted.put_nowait, None)

    async def echo():
        while True:
            data = await loop.sock_recv(conn, 4096)
            async with sending:
                await loop.sock_sendall(conn, data)

    thread = threading.Thread(target=do)
    thread.start()
    echoing = asyncio.create_task(echo())
    while (data := await posted.get()) is not None:
        async with sending:
            await loop.sock_sendall(conn, data)
    thread.join()
    echoing.cancel()
    await asyncio.gather(echoing, return_exceptions=True)
