"""Makes the read end non-blocking, and returns before the byte has come.

caught_by = "test_the_read_end_gives_a_byte_that_comes_late"
words = ["it did not wait"]
"""

import os


def try_to_write(fd):
    try:
        os.write(fd, b"?")
    except OSError as error:
        return error.errno
    return 0


def try_to_read(fd):
    os.set_blocking(fd, False)
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
