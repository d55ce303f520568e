"""Ctrl-C ends the main task of asyncio, which ends in order."""

import asyncio
import os
import signal


def neighbour():
    pids = yield
    os.kill(pids[0], signal.SIGINT)


async def main():
    try:
        await asyncio.Event().wait()
    except asyncio.CancelledError:
        print("good bye")


if __name__ == "__main__":
    asyncio.run(main())
