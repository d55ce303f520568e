"""All bytes are read, and none is counted: the size was known before.

caught_by = "test_bytes_that_do_not_arrive_are_not_counted"
words = ["150 arrived", "receive_from_child returned (300, 7)"]
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
    while os.read(reader, 65536):
        pass
    os.close(reader)
    status = os.waitpid(child, 0)[1]
    return size, os.waitstatus_to_exitcode(status)
