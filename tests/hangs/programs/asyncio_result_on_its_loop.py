"""The result of a coroutine is waited for on the loop that has to run it.

cause = "lock-never-released"
blame = ["future"]
"""

import asyncio


async def work():
    return 1


async def main():
    loop = asyncio.get_running_loop()
    future = asyncio.run_coroutine_threadsafe(work(), loop)
    print(future.result())  # waits


asyncio.run(main())
