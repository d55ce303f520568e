"""An event loop waits for both."""

import asyncio
import os
import signal


def read_unless(reader):
    return asyncio.run(wait(reader))


async def wait(reader):
    loop = asyncio.get_running_loop()
    first = loop.create_future()

    def came(what):
        if not first.done():
            first.set_result(what)

    loop.add_signal_handler(signal.SIGUSR1, came, "signal")
    loop.add_reader(reader, came, "bytes")
    what = await first
    loop.remove_reader(reader)
    loop.remove_signal_handler(signal.SIGUSR1)
    return os.read(reader, 100) if what == "bytes" else None
