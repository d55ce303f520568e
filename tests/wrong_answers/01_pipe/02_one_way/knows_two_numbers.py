"""Any error of a write is EBADF, and only a broken pipe has a number of its own.

caught_by = "test_the_number_of_a_write_is_that_of_the_kernel"
words = ["try_to_write returned 9", "the number was to be the kernel's"]
"""

import os


def try_to_read(fd):
    try:
        os.read(fd, 1)
    except OSError as error:
        return error.errno
    return 0


def what_a_file_object_raises(reader):
    with open(reader) as way_out:
        try:
            way_out.write("?")
        except OSError as error:
            return type(error).__name__


def try_to_write(fd):
    try:
        os.write(fd, b"?")
    except BrokenPipeError as error:
        return error.errno
    except OSError:
        return 9
    return 0
