"""A future that nobody completes.

cause = "lock-never-released"
blame = ["answer"]
"""

import asyncio


async def main():
    answer = asyncio.get_running_loop().create_future()
    print(await answer)  # waits


asyncio.run(main())
