"""Looks how a descriptor is open and tells what would happen, without a write that is refused.

caught_by = "test_the_read_end_takes_nothing"
words = ["it has not tried to write"]
"""

import errno
import fcntl
import os


def try_to_write(fd):
    if fcntl.fcntl(fd, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY:
        return errno.EBADF
    try:
        os.write(fd, b"?")
    except OSError as error:
        return error.errno
    return 0


def try_to_read(fd):
    if fcntl.fcntl(fd, fcntl.F_GETFL) & os.O_ACCMODE == os.O_WRONLY:
        return errno.EBADF
    os.read(fd, 1)
    return 0


def what_a_file_object_raises(reader):
    try:
        with open(reader) as way_out:
            way_out.write("?")
    except OSError as error:
        return type(error).__name__
