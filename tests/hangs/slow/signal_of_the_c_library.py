"""`pause` is ended by a signal that the C library has taken for itself, and that does nothing else."""

import ctypes
import os
import signal
import threading

TO_CHANGE_THE_USER = 33  # of all threads: nptl(7)


def neighbour():
    with open("to_neighbour") as fifo:
        pid = int(fifo.read())
    yield
    os.kill(pid, TO_CHANGE_THE_USER)


if __name__ == "__main__":
    reader, writer = os.pipe()
    threading.Thread(target=os.read, args=(reader, 1)).start()
    ctypes.CDLL(None).setuid(os.getuid())
    with open("to_neighbour", "w") as fifo:
        fifo.write(str(os.getpid()))
    signal.pause()
    os.write(writer, b".")
