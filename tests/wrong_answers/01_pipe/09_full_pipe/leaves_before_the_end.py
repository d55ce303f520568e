"""Reads as much as a pipe holds and closes its end: the child is stopped by an error in the middle.

caught_by = "test_more_than_a_pipe_holds_arrives_too"
words = ["BrokenPipeError in the child", "`receive_from_child` has closed it on line"]
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
    received = len(os.read(reader, 65536))
    os.close(reader)
    return received, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
