"""A task reports every tenth of a second, and another awaits a future that nobody sets.

verdict = "stuck"
cause = "lock-never-released"
blame = ["answer"]
"""

import asyncio


async def report():
    while True:
        await asyncio.sleep(0.1)


async def ask():
    answer = asyncio.get_running_loop().create_future()
    await answer  # waits


async def main():
    reports = asyncio.create_task(report(), name="reports")
    await ask()
    reports.cancel()


asyncio.run(main())
