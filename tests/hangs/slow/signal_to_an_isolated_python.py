"""A Python that ignores its environment has a handler for SIGINT, and cannot tell that it is its own."""

import os
import signal
import subprocess
import sys

CODE = (
    "import os, signal, sys; signal.signal(signal.SIGINT, lambda number, frame: sys.exit(0)); os.read(0, 1)"
)


def neighbour():
    pids = yield
    os.kill(pids[1], signal.SIGINT)


if __name__ == "__main__":
    reader, writer = os.pipe()
    os.set_inheritable(writer, True)
    assert subprocess.call([sys.executable, "-I", "-c", CODE], stdin=reader, close_fds=False) == 0
