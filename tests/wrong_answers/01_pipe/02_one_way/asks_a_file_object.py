"""Asks a file object instead of the kernel: its error has no number.

caught_by = "test_the_read_end_takes_nothing"
words = ["try_to_write(read end) returned None"]
"""

import os


def try_to_write(fd):
    try:
        with open(fd, "rb", closefd=False) as file:
            file.write(b"?")
    except OSError as error:
        return error.errno
    return 0


def try_to_read(fd):
    try:
        os.read(fd, 1)
    except OSError as error:
        return error.errno
    return 0


def what_a_file_object_raises(reader):
    try:
        with open(reader) as way_out:
            way_out.write("?")
    except OSError as error:
        return type(error).__name__
