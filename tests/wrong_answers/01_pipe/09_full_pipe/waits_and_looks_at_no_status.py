"""The child is waited for, and its status is not looked at: 7 is what it should be.

caught_by = "test_the_status_is_that_of_the_child"
words = ["killed before it could exit with 7"]
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
    os.waitpid(child, 0)
    return received, 7
