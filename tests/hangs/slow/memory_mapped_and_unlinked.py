"""A semaphore in a file that has no name any more, and that somebody has mapped."""

import ctypes
import mmap
import os

LIBC = ctypes.CDLL(None)


def mapped():
    with open(PATH, "r+b") as file:
        memory = mmap.mmap(file.fileno(), 4096)
    return memory, ctypes.byref(ctypes.c_char.from_buffer(memory))


PATH = "memory"


def neighbour():
    open("to_neighbour").close()
    _, semaphore = mapped()
    open("to_program", "w").close()
    yield
    LIBC.sem_post(semaphore)


if __name__ == "__main__":
    with open(PATH, "wb") as file:
        file.write(bytes(4096))
    memory, semaphore = mapped()
    LIBC.sem_init(semaphore, 1, 0)
    open("to_neighbour", "w").close()
    open("to_program").close()
    os.unlink(PATH)
    LIBC.sem_wait(semaphore)
