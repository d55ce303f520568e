"""A signal from outside makes a signalfd readable."""

import ctypes
import os
import select
import signal
import struct


def neighbour():
    pids = yield
    os.kill(pids[0], signal.SIGUSR1)


if __name__ == "__main__":
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    mask = struct.pack("Q", 1 << signal.SIGUSR1 - 1)
    descriptor = ctypes.CDLL(None).signalfd(-1, mask.ljust(128, b"\0"), 0)
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    assert poll.poll() == [(descriptor, select.POLLIN)]
