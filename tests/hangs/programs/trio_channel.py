"""A channel of trio is not closed by its sender, which sleeps.

cause = "lock-never-released"
blame = ["receive"]
verdict = "timeout"
needs = "trio"
"""

import trio


async def producer(send):
    await send.send(1)
    await trio.sleep_forever()


async def consumer(receive):
    async for item in receive:  # waits
        print(item)


async def main():
    send, receive = trio.open_memory_channel(0)
    async with trio.open_nursery() as nursery:
        nursery.start_soon(producer, send)
        nursery.start_soon(consumer, receive)


trio.run(main)
