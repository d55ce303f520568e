"""wait_for gives up after a while."""

import asyncio


async def main():
    try:
        await asyncio.wait_for(asyncio.Event().wait(), 0.4)
    except asyncio.TimeoutError:
        pass


asyncio.run(main())
