"""The parent counts up to the size that it expects, and never meets the end.

caught_by = "test_it_is_read_to_the_end"
words = ["until the end of file"]
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
    received = 0
    while received < size:
        received += len(os.read(reader, 65536))
    os.close(reader)
    return received, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
