"""An asyncio Lock is not reentrant either.

cause = "lock-never-released"
blame = ["lock"]
"""

import asyncio


async def inner(lock):
    async with lock:  # waits
        pass


async def main():
    lock = asyncio.Lock()
    async with lock:
        await inner(lock)


asyncio.run(main())
