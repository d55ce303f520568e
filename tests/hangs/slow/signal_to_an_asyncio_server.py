"""A loop runs until somebody sends SIGTERM, for which it has a handler."""

import asyncio
import os
import signal


def neighbour():
    pids = yield
    os.kill(pids[0], signal.SIGTERM)


async def main():
    end = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, end.set)
    await end.wait()


if __name__ == "__main__":
    asyncio.run(main())
