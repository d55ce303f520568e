"""The initializer waits for an event that is set when the first result is there.

cause = "lock-never-released"
blame = ["connected"]
"""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

connected = threading.Event()


def connect():
    connected.wait()


async def main():
    pool = ThreadPoolExecutor(1, initializer=connect)
    print(await asyncio.get_running_loop().run_in_executor(pool, pow, 2, 3))  # waits
    connected.set()


asyncio.run(main())
