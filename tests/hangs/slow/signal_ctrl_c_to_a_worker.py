"""A worker is interrupted, and the pool gives that to the program as its result."""

import os
import threading
from concurrent.futures import ProcessPoolExecutor


def neighbour():
    with open("to_neighbour") as fifo:
        worker = int(fifo.read())
    yield
    os.kill(worker, 2)


def work():
    with open("to_neighbour", "w") as fifo:
        fifo.write(str(os.getpid()))
    threading.Event().wait()


if __name__ == "__main__":
    with ProcessPoolExecutor(1) as pool:
        print(repr(pool.submit(work).exception()))
