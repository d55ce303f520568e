"""Waits for the child, which exits with another status, and returns the one that was asked for.

caught_by = "test_the_bytes_and_the_status_come_from_the_child"
words = ["The status is 7, but no child has exited with it."]
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
        os._exit(0)
    os.close(writer)
    with open(reader, "rb") as data:
        received = len(data.read())
    os.waitpid(child, 0)
    return received, 7
