"""A lock of trio is held over a wait for whoever needs it.

cause = "lock-never-released"
blame = ["lock"]
verdict = "timeout"
needs = "trio"
"""

import trio
import trio.testing


async def holder(lock, event):
    async with lock:
        await event.wait()


async def other(lock, event):
    async with lock:  # waits
        event.set()


async def main():
    lock, event = trio.Lock(), trio.Event()
    async with trio.open_nursery() as nursery:
        nursery.start_soon(holder, lock, event)
        await trio.testing.wait_all_tasks_blocked()
        nursery.start_soon(other, lock, event)


trio.run(main)
