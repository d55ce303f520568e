"""Two tasks take two locks in opposite orders.

cause = "lock-never-released"
blame = ["first"]
"""

import asyncio


async def main():
    one, two = asyncio.Lock(), asyncio.Lock()

    async def take(first, second):
        async with first:
            await asyncio.sleep(0)
            async with second:  # waits
                pass

    await asyncio.gather(take(one, two), take(two, one))


asyncio.run(main())
