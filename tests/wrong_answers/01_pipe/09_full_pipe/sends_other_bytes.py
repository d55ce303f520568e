"""Sends as many bytes as it should, but not zeros.

caught_by = "test_all_the_bytes_are_sent_and_then_the_end"
words = ["send_zeros was to send zero bytes, and others arrived"]
"""

import os


def send_zeros(size, writer):
    with open(writer, "w") as out:
        out.write("0" * size)


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
    return received, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
