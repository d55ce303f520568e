"""Asks how many bytes are in the pipe, reads none, and returns what it has written.

caught_by = "test_the_message_that_was_read_comes_back"
words = ["'iNTO A TUNNEL'"]
"""

import fcntl
import os
import termios


def write_then_read(message):
    reader, writer = os.pipe()
    data = message.encode()
    os.write(writer, data)
    os.close(writer)
    there = fcntl.ioctl(reader, termios.FIONREAD, bytes(4))
    os.read(reader, 0)
    os.close(reader)
    return data[: int.from_bytes(there, "little")].decode()
