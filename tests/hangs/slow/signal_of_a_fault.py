"""A program handles SIGABRT, which somebody sends who wants to see how it is."""

import os
import signal


def neighbour():
    open("to_program", "w").close()
    (python,) = yield
    os.kill(python, signal.SIGABRT)


if __name__ == "__main__":
    reader, writer = os.pipe()
    signal.signal(signal.SIGABRT, lambda *_: os.write(writer, b"late"))
    open("to_program").close()
    assert os.read(reader, 10) == b"late"
