"""Two tasks that await each other.

cause = "lock-never-released"
"""

import asyncio

tasks = {}


async def wait_for(name):
    await asyncio.sleep(0)
    await tasks[name]  # waits


async def main():
    tasks["a"] = asyncio.create_task(wait_for("b"))
    tasks["b"] = asyncio.create_task(wait_for("a"))
    await asyncio.wait(tasks.values())


asyncio.run(main())
