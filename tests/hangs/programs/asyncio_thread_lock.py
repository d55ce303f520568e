"""A lock of threads is held across an await, and another task waits for it in the same thread.

cause = "lock-never-released"
blame = ["lock"]
"""

import asyncio
import threading

lock = threading.Lock()


async def work(n):
    with lock:  # waits
        await asyncio.sleep(0.01)
        return n


async def main():
    await asyncio.gather(work(1), work(2))


asyncio.run(main())
