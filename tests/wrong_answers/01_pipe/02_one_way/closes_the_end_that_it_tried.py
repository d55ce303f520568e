"""Returns the right number, but closes the descriptor, which belongs to the caller.

caught_by = "test_the_read_end_takes_nothing"
words = ["BrokenPipeError"]
"""

import os


def try_to_write(fd):
    try:
        os.write(fd, b"?")
    except OSError as error:
        os.close(fd)
        return error.errno
    return 0


def try_to_read(fd):
    try:
        os.read(fd, 1)
    except OSError as error:
        os.close(fd)
        return error.errno
    return 0


def what_a_file_object_raises(reader):
    try:
        with open(reader) as way_out:
            way_out.write("?")
    except OSError as error:
        return type(error).__name__
