"""A signal tells that a message queue is not empty any more: mq_notify(3)."""

import ctypes
import ctypes.util
import os
import signal
import struct
import sys

LIBRT = ctypes.CDLL(ctypes.util.find_library("rt") or None)


def neighbour():
    with open("to_neighbour") as fifo:
        name = fifo.read().encode()
    yield
    queue = LIBRT.mq_open(name, os.O_WRONLY)
    LIBRT.mq_send(queue, b"late", 4, 0)


if __name__ == "__main__":
    name = f"/kata-{os.getpid()}".encode()
    queue = LIBRT.mq_open(name, os.O_RDONLY | os.O_CREAT, 0o600, None)
    signal.signal(signal.SIGUSR1, lambda number, frame: sys.exit(0))
    LIBRT.mq_notify(queue, struct.pack("qii", 0, signal.SIGUSR1, 0).ljust(64, b"\0"))  # SIGEV_SIGNAL is 0
    with open("to_neighbour", "w") as fifo:
        fifo.write(name.decode())
    try:
        signal.pause()
    finally:
        LIBRT.mq_unlink(name)
