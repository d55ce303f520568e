"""A timer of timer_create(2) ends a process, for whose end its parent waits."""

import ctypes
import os
import signal
import struct
import time

if __name__ == "__main__":
    child = os.fork()
    if child == 0:
        reader, writer = os.pipe()
        libc, timer = ctypes.CDLL(None), ctypes.c_void_p()
        libc.timer_create(time.CLOCK_MONOTONIC, None, ctypes.byref(timer))  # SIGALRM, which ends it
        libc.timer_settime(timer, 0, struct.pack("4q", 0, 0, 2, 0), None)
        os.read(reader, 1)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGALRM
