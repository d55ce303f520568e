"""mmap shows the file without any position; multiprocessing makes the child."""

import mmap
import multiprocessing
import os

FORK = multiprocessing.get_context("fork")


def whole(fd):
    if os.fstat(fd).st_size == 0:
        return b""
    with mmap.mmap(fd, 0, prot=mmap.PROT_READ) as pages:
        return pages[:]


def write(fd, out):
    data = memoryview(whole(fd))
    while data:
        data = data[os.write(out, data) :]


def twice(fd, out):
    child = FORK.Process(target=write, args=(fd, out))
    child.start()
    child.join()
    child.close()
    return whole(fd)
