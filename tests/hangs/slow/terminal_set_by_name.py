"""A reader waits for the end of a line; somebody opens the terminal by name, and lines count no more."""

import os
import termios
import tty


def neighbour():
    with open("to_neighbour") as fifo:
        name = fifo.read()
    yield
    slave = os.open(name, os.O_RDWR | os.O_NOCTTY)
    tty.setcbreak(slave, termios.TCSANOW)


if __name__ == "__main__":
    master, slave = os.openpty()
    os.write(master, b"half a line")
    with open("to_neighbour", "w") as fifo:
        fifo.write(os.ttyname(slave))
    assert os.read(slave, 20) == b"half a line"
