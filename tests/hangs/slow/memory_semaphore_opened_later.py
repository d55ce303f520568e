"""A semaphore has a name, by which somebody opens it later."""

import os
from _multiprocessing import SemLock, sem_unlink

SEMAPHORE = 1


def neighbour():
    with open("to_neighbour") as fifo:
        name = fifo.read()
    yield
    SemLock._rebuild(0, SEMAPHORE, 1, name).release()


if __name__ == "__main__":
    name = f"/kata-{os.getpid()}"
    semaphore = SemLock(SEMAPHORE, 0, 1, name, False)
    with open("to_neighbour", "w") as fifo:
        fifo.write(name)
    semaphore.acquire()
    sem_unlink(name)
