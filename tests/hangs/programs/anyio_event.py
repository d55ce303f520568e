"""An event of anyio that nobody sets, on asyncio.

cause = "lock-never-released"
blame = ["event"]
needs = "anyio"
"""

import anyio


async def main():
    event = anyio.Event()
    async with anyio.create_task_group() as group:
        group.start_soon(event.wait)
        await event.wait()  # waits


anyio.run(main, backend="asyncio")
