"""gather waits for a task that waits for an event.

cause = "lock-never-released"
blame = ["ready"]
"""

import asyncio


async def wait_for(ready):
    await ready.wait()  # waits


async def main():
    ready = asyncio.Event()
    await asyncio.gather(wait_for(ready), wait_for(ready))


asyncio.run(main())
