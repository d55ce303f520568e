"""The same with splice, from a FIFO whose other end is outside."""

import ctypes
import os


def neighbour():
    with open("to_neighbour", "wb", buffering=0) as fifo:
        yield
        fifo.write(b"late")


if __name__ == "__main__":
    fifo = os.open("to_neighbour", os.O_RDONLY)
    reader, writer = os.pipe()
    assert ctypes.CDLL(None).splice(fifo, None, writer, None, ctypes.c_size_t(10), 0) == 4
    assert os.read(reader, 10) == b"late"
