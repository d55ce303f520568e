"""A lock of an open file, for which the kernel names nobody, is held outside: F_OFD_SETLK in fcntl(2)."""

import fcntl
import os
import struct

SET, SET_AND_WAIT = 37, 38
LOCK = struct.pack("hhqqi", fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0)


def neighbour():
    with open("journal", "w") as journal:
        fcntl.fcntl(journal, SET, LOCK)
        open("to_program", "w").close()
        yield


if __name__ == "__main__":
    open("to_program").close()
    journal = open("journal", "r+")
    fcntl.flock(journal, fcntl.LOCK_EX)
    fcntl.fcntl(journal, SET_AND_WAIT, LOCK)
