"""A child that sleeps, awaited."""

import asyncio


async def main():
    process = await asyncio.create_subprocess_exec("sleep", "0.4")
    assert await process.wait() == 0


asyncio.run(main())
