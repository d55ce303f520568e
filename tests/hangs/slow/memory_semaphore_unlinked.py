"""A semaphore has lost its name when somebody had opened it already."""

import os
from _multiprocessing import SemLock, sem_unlink

SEMAPHORE = 1


def neighbour():
    with open("to_neighbour") as fifo:
        semaphore = SemLock._rebuild(0, SEMAPHORE, 1, fifo.read())
    open("to_program", "w").close()
    yield
    semaphore.release()


if __name__ == "__main__":
    name = f"/kata-{os.getpid()}"
    semaphore = SemLock(SEMAPHORE, 0, 1, name, False)
    with open("to_neighbour", "w") as fifo:
        fifo.write(name)
    open("to_program").close()
    sem_unlink(name)
    semaphore.acquire()
