"""One descriptor is open for both directions, as Linux allows it."""

import os


def serve(path, count):
    fifo = os.open(path, os.O_RDWR)
    data = b""
    while data.count(b"\n") < count:
        data += os.read(fifo, 65536)
    os.close(fifo)
    return [line.decode() for line in data.split(b"\n")[:count]]
