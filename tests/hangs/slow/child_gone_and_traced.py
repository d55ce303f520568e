"""A child has exited, and its parent hears of that when a debugger outside lets it go."""

import ctypes
import os

PTRACE_SEIZE = 0x4206
WALL = 0x40000000


def neighbour():
    with open("to_neighbour") as fifo:
        child = int(fifo.read())
    may_trace = ctypes.CDLL(None).ptrace(PTRACE_SEIZE, child, 0, 0) == 0  # not everywhere
    open("to_program", "w").close()
    yield
    if may_trace:
        os.waitpid(child, WALL)


if __name__ == "__main__":
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.read(reader, 1)
        os._exit(0)
    with open("to_neighbour", "w") as fifo:
        fifo.write(str(child))
    open("to_program").close()
    os.write(writer, b".")
    assert os.waitpid(child, 0)[1] == 0
