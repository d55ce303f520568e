"""Takes the status of waitpid for the exit status: there is a signal number in it, too.

caught_by = "test_a_little_fits_into_the_pipe"
words = ["(1000, 1792)"]
"""

import os


def send_zeros(size, writer):
    with open(writer, "wb") as out:
        out.write(bytes(size))


def receive_from_child(size):
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        send_zeros(size, writer)
        os._exit(7)
    os.close(writer)
    with open(reader, "rb") as data:
        received = len(data.read())
    return received, os.waitpid(child, 0)[1]
