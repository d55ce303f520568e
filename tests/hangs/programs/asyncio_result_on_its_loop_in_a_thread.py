"""As before, on a loop in a thread, and for a coroutine of a coroutine.

cause = "lock-never-released"
"""

import asyncio
import threading


def call(loop, coroutine):
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()  # waits


async def fetch():
    return 5


async def handler():
    return call(asyncio.get_running_loop(), fetch())


loop = asyncio.new_event_loop()
t = threading.Thread(target=loop.run_forever)
t.start()
print(asyncio.run_coroutine_threadsafe(handler(), loop).result())
