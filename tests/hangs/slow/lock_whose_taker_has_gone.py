"""A lock was taken by a process that has ended, and is held by another one that has the file open."""

import fcntl
import os


def neighbour():
    with open("journal", "w") as journal:
        pid = os.fork()
        if pid == 0:
            fcntl.flock(journal, fcntl.LOCK_EX)
            os._exit(0)
        os.waitpid(pid, 0)
        open("to_program", "w").close()
        yield


if __name__ == "__main__":
    open("to_program").close()
    journal = open("journal", "r+")
    fcntl.lockf(journal, fcntl.LOCK_EX)
    fcntl.flock(journal, fcntl.LOCK_EX)
