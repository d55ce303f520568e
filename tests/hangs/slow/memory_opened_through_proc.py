"""Memory that was shared by fork alone, and that somebody has mapped by /proc/PID/map_files."""

import ctypes
import mmap
import os

LIBC = ctypes.CDLL(None)


def semaphore_in(memory):
    return ctypes.c_void_p(ctypes.addressof(ctypes.c_char.from_buffer(memory)))


def neighbour():
    with open("to_neighbour") as fifo:
        path = fifo.read()
    with open(path, "r+b", buffering=0) as file:
        memory = mmap.mmap(file.fileno(), 4096)
    open("to_program", "w").close()
    yield
    LIBC.sem_post(semaphore_in(memory))


def place_of(address):
    """The name of a mapping in /proc/PID/map_files."""
    with open("/proc/self/maps") as maps:
        names = [line.split()[0] for line in maps]
    return next(
        name for name in names if int(name.split("-")[0], 16) <= address < int(name.split("-")[1], 16)
    )


if __name__ == "__main__":
    memory = mmap.mmap(-1, 4096)
    semaphore = semaphore_in(memory)
    LIBC.sem_init(semaphore, 1, 0)
    with open("to_neighbour", "w") as fifo:
        fifo.write(f"/proc/{os.getpid()}/map_files/{place_of(semaphore.value)}")
    open("to_program").close()
    if os.fork() == 0:
        LIBC.sem_wait(semaphore)
        os._exit(0)
    os.wait()
