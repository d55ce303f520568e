"""A consumer waits for items that no producer puts.

cause = "lock-never-released"
blame = ["items"]
"""

import asyncio


async def consume(items):
    while True:
        print(await items.get())  # waits


async def main():
    items = asyncio.Queue()
    await items.put(1)
    await consume(items)


asyncio.run(main())
