"""An event loop calls a function again and again, which frees at last the thread that a task waits for."""

import asyncio
import threading

done = threading.Event()


async def main():
    loop = asyncio.get_running_loop()

    def tick(n):
        if n == 30:
            done.set()
        else:
            loop.call_later(0.2, tick, n + 1)

    tick(0)
    await loop.run_in_executor(None, done.wait)


asyncio.run(main())
