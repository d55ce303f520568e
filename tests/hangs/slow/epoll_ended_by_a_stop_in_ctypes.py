"""A stop ends epoll_wait: Python takes up its own again, and not one that is called through ctypes."""

import ctypes
import os
import select
import signal
import sys
import time


def neighbour():
    open("to_program", "w").close()
    (pid,) = yield
    os.kill(pid, signal.SIGSTOP)
    time.sleep(0.1)
    os.kill(pid, signal.SIGCONT)


if __name__ == "__main__":
    libc = ctypes.CDLL(None)
    reader, writer = os.pipe()
    epoll = select.epoll()
    epoll.register(reader)
    events = ctypes.create_string_buffer(64)
    open("to_program").close()
    sys.exit(0 if libc.epoll_wait(epoll.fileno(), events, 1, -1) == -1 else 3)
