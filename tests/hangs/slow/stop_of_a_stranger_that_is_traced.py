"""A debugger waits for a process outside to stop."""

import ctypes
import os
import signal

PTRACE_SEIZE = 0x4206
WALL = 0x40000000


def neighbour():
    traced = os.fork()
    if traced == 0:
        while True:
            signal.pause()
    with open("to_program", "w") as fifo:
        fifo.write(str(traced))
    yield
    os.kill(traced, signal.SIGUSR1)
    os.waitpid(traced, 0)


if __name__ == "__main__":
    with open("to_program") as fifo:
        traced = int(fifo.read())
    may_trace = ctypes.CDLL(None).ptrace(PTRACE_SEIZE, traced, 0, 0) == 0  # not everywhere
    assert not may_trace or os.WIFSTOPPED(os.waitpid(traced, WALL)[1])
    os.kill(traced, signal.SIGKILL)
