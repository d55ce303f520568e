"""A stream of anyio is not closed, on trio.

cause = "lock-never-released"
blame = ["receive"]
verdict = "timeout"
needs = "trio"
"""

import anyio


async def worker(receive):
    async for item in receive:  # waits
        print(item)


async def main():
    send, receive = anyio.create_memory_object_stream(10)
    async with anyio.create_task_group() as group:
        group.start_soon(worker, receive)
        await send.send(1)
        # forgot to close


anyio.run(main, backend="trio")
