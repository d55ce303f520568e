"""A thread of a stranger, and only that, has opened the pipe: it has descriptors of its own."""

import ctypes
import os
import threading

CLONE_FILES = 0x400


def neighbour():
    with open("to_neighbour") as fifo:
        path = fifo.read()
    opened, go_on = threading.Event(), threading.Event()

    def write_late():
        assert ctypes.CDLL(None).unshare(CLONE_FILES) == 0
        with open(path, "wb", buffering=0) as writer:
            opened.set()
            go_on.wait()
            writer.write(b"late")

    threading.Thread(target=write_late).start()
    opened.wait()
    open("to_program", "w").close()
    yield
    go_on.set()


if __name__ == "__main__":
    reader, writer = os.pipe()
    with open("to_neighbour", "w") as fifo:
        fifo.write(f"/proc/{os.getpid()}/fd/{writer}")
    open("to_program").close()
    assert os.read(reader, 10) == b"late"
