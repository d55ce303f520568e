"""Catches the error and goes on as if nothing had happened.

caught_by = "test_the_read_end_takes_nothing"
words = ["try_to_write(read end) returned 0", "(EBADF)"]
"""

import contextlib
import os


def try_to_write(fd):
    with contextlib.suppress(OSError):
        os.write(fd, b"?")
    return 0


def try_to_read(fd):
    with contextlib.suppress(OSError):
        os.read(fd, 1)
    return 0


def what_a_file_object_raises(reader):
    try:
        with open(reader) as way_out:
            way_out.write("?")
    except OSError as error:
        return type(error).__name__
