"""An event loop that calls a function for each pipe that is ready."""

import asyncio
import os


def merge(a, b, out):
    asyncio.run(until_both_end([a, b], out))


async def until_both_end(readers, out):
    loop = asyncio.get_running_loop()
    ended = {reader: loop.create_future() for reader in readers}

    def pass_on(reader):
        data = os.read(reader, 10)
        os.write(out, data)
        if not data:
            loop.remove_reader(reader)
            ended[reader].set_result(None)

    for reader in readers:
        loop.add_reader(reader, pass_on, reader)
    await asyncio.gather(*ended.values())
