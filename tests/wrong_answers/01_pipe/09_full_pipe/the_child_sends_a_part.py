"""The child sends a thousand bytes at most; how many there should be is known.

caught_by = "test_it_is_read_while_the_child_writes"
words = ["did not send them"]
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
        os.write(writer, bytes(min(size, 1000)))
        os._exit(7)
    os.close(writer)
    os.read(reader, 1000)
    os.close(reader)
    status = os.waitpid(child, 0)[1]
    return (size, os.waitstatus_to_exitcode(status))
