"""A FIFO has lost its name when somebody had opened it already."""

import os


def neighbour():
    open("to_neighbour").close()
    with open("fifo", "wb", buffering=0) as writer:
        open("to_program", "w").close()
        yield
        writer.write(b"late")


if __name__ == "__main__":
    os.mkfifo("fifo")
    fifo = os.open("fifo", os.O_RDWR)
    open("to_neighbour", "w").close()
    open("to_program").close()
    os.unlink("fifo")
    assert os.read(fifo, 10) == b"late"
