"""A shell has a trap for SIGINT, and reads from a pipe that nobody else has."""

import os
import signal
import subprocess


def neighbour():
    pids = yield
    os.kill(pids[1], signal.SIGINT)


if __name__ == "__main__":
    reader, writer = os.pipe()
    os.set_inheritable(writer, True)
    command = ["sh", "-c", "trap 'exit 0' INT; read answer"]
    assert subprocess.call(command, stdin=reader, close_fds=False) == 0
