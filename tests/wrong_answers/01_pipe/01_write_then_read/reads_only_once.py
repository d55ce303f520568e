"""Reads one chunk and takes it for everything.

caught_by = "test_everything_is_read_not_only_a_first_piece"
words = ["60000 characters went in, 1024 came back"]
"""

import os


def write_then_read(message):
    reader, writer = os.pipe()
    os.write(writer, message.encode())
    os.close(writer)
    piece = os.read(reader, 1024)
    os.close(reader)
    return piece.decode()
