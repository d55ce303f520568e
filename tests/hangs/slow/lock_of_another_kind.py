"""The program has one kind of lock on a file, and waits for another, which somebody outside has."""

import fcntl
import os


def neighbour():
    with open("journal", "w") as journal:
        fcntl.lockf(journal, fcntl.LOCK_EX)
        open("to_program", "w").close()
        yield


if __name__ == "__main__":
    open("to_program").close()
    journal = open("journal", "r+")
    other = os.open("journal", os.O_RDWR)
    fcntl.flock(other, fcntl.LOCK_EX)
    fcntl.lockf(journal, fcntl.LOCK_EX)
