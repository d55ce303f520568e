"""What epoll looks at was closed under its number, which is that of a pipe by now, and is open under another."""

import os
import select


def neighbour():
    with open("to_neighbour", "wb", buffering=0) as fifo:
        yield
        fifo.write(b"late")


if __name__ == "__main__":
    fifo = os.open("to_neighbour", os.O_RDONLY)
    epoll = select.epoll()
    epoll.register(fifo, select.EPOLLIN)
    other = os.dup(fifo)
    reader, writer = os.pipe()
    os.dup2(reader, fifo)
    ((number, _),) = epoll.poll()
    assert number == fifo
    assert os.read(other, 10) == b"late"
