"""A thread has descriptors of its own, and one number is two things."""

import ctypes
import os
import threading

CLONE_FILES = 0x400


def neighbour():
    with open("to_neighbour", "wb", buffering=0) as fifo:
        yield
        fifo.write(b"late")


def read_late():
    assert ctypes.CDLL(None).unshare(CLONE_FILES) == 0
    fifo = os.open("to_neighbour", os.O_RDONLY)
    os.dup2(fifo, reader)
    assert os.read(reader, 10) == b"late"
    os._exit(0)


if __name__ == "__main__":
    reader, writer = os.pipe()
    thread = threading.Thread(target=read_late)
    thread.start()
    thread.join()
