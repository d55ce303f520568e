"""An event loop with a task for each client, each of which is told that it is time to go."""

import asyncio
import contextlib


class Guest:
    def __init__(self, conn):
        self.conn, self.begun = conn, b""


async def talk(loop, guest, leaving):
    with guest.conn, contextlib.suppress(ConnectionError):
        while True:
            receiving = asyncio.ensure_future(loop.sock_recv(guest.conn, 4096))
            if not guest.begun and not receiving.done():
                waits = [receiving, leaving]
                await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
                if not receiving.done():
                    await asyncio.sleep(0)
            if not receiving.done() and not guest.begun and leaving.done():
                receiving.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await receiving
                return
            data = await receiving
            if not data:
                return
            *lines, guest.begun = (guest.begun + data).split(b"\n")
            await loop.sock_sendall(guest.conn, b"".join(line.upper() + b"\n" for line in lines))


async def serve_all(listener, stop, seconds):
    loop = asyncio.get_running_loop()
    leaving = loop.create_future()
    loop.add_reader(stop, leaving.set_result, None)
    tasks = []

    async def let_in():
        while True:
            conn, _ = await loop.sock_accept(listener)
            tasks.append(asyncio.create_task(talk(loop, Guest(conn), leaving)))

    accepting = asyncio.create_task(let_in())
    await leaving
    loop.remove_reader(stop)
    accepting.cancel()
    await asyncio.gather(accepting, return_exceptions=True)
    listener.close()
    if not tasks:
        return 0
    _, late = await asyncio.wait(tasks, timeout=seconds)
    for task in late:
        task.cancel()
    await asyncio.gather(*late, return_exceptions=True)
    return len(late)


def serve(listener, stop, seconds):
    listener.setblocking(False)
    return asyncio.run(serve_all(listener, stop, seconds))
