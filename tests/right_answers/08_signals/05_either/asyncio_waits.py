"""An event loop waits for all three."""

import asyncio
import os
import signal


def start(work):
    child = os.fork()
    if child == 0:
        while os.read(work, 100):
            pass
        os._exit(3)
    return child


def supervise(reader, work):
    return asyncio.run(wait(reader, work))


async def wait(reader, work):
    loop = asyncio.get_running_loop()
    first = asyncio.Queue()
    loop.add_signal_handler(signal.SIGTERM, first.put_nowait, "signal")
    loop.add_reader(reader, first.put_nowait, "read")
    child = start(work)
    ended = os.pidfd_open(child)
    loop.add_reader(ended, first.put_nowait, "child")
    came = await first.get()
    loop.remove_reader(reader)
    loop.remove_reader(ended)
    loop.remove_signal_handler(signal.SIGTERM)
    os.close(ended)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return came
