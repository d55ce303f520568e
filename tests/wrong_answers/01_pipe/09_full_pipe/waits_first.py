"""Waits for the child before anything is read.

caught_by = "test_more_than_a_pipe_holds_arrives_too"
cause = "nobody-reads"
words = ["The child waits for room in pipe A", "waits for the child to exit"]
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
    _, status = os.wait()
    with open(reader, "rb") as data:
        return len(data.read()), os.waitstatus_to_exitcode(status)
