"""Both sides of a terminal are here, and yet somebody opens the slave by its name and writes."""

import os


def neighbour():
    with open("to_neighbour") as fifo:
        name = fifo.read()
    yield
    slave = os.open(name, os.O_WRONLY | os.O_NOCTTY)
    os.write(slave, b"late")


if __name__ == "__main__":
    master, slave = os.openpty()
    with open("to_neighbour", "w") as fifo:
        fifo.write(os.ttyname(slave))
    assert os.read(master, 10) == b"late"
