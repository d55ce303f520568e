"""The handler of a signal from outside writes into the pipe that the program reads."""

import os
import signal


def neighbour():
    pids = yield
    os.kill(pids[0], signal.SIGTERM)


if __name__ == "__main__":
    reader, writer = os.pipe()
    signal.signal(signal.SIGTERM, lambda number, frame: os.write(writer, b"end"))
    assert os.read(reader, 10) == b"end"
