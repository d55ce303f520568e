"""An event loop waits for a signal that may have come before it began to."""

import asyncio
import os
import signal


def ready(writer, reader):
    asyncio.run(wait(writer, reader))


async def wait(writer, reader):
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGUSR1, told.set)
    os.write(writer, b"ready")
    os.read(reader, 1)
    await told.wait()
    loop.remove_signal_handler(signal.SIGUSR1)
