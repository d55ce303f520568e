"""Waits first, and makes the pipe so big that it holds all that is sent: the next million does not fit.

caught_by = "test_it_is_read_while_the_child_writes"
words = ["through a pipe that was made bigger"]
"""

import fcntl
import os


def send_zeros(size, writer):
    with open(writer, "wb") as out:
        out.write(bytes(size))


def receive_from_child(size):
    reader, writer = os.pipe()
    fcntl.fcntl(writer, 1031, 1 << 20)  # F_SETPIPE_SZ
    child = os.fork()
    if child == 0:
        os.close(reader)
        send_zeros(size, writer)
        os._exit(7)
    os.close(writer)
    status = os.waitpid(child, 0)[1]
    with open(reader, "rb") as data:
        return len(data.read()), os.waitstatus_to_exitcode(status)
