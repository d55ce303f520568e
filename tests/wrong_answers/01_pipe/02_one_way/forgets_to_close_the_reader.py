"""The file object is told to leave the descriptor open, and nobody closes it.

caught_by = "test_a_file_object_does_not_even_ask"
cause = "left-behind"
words = ["the read end of a pipe that `what_a_file_object_raises` got as `reader`", "it was to close it"]
"""

import os


def try_to_write(fd):
    try:
        os.write(fd, b"?")
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
        with open(reader, closefd=False) as way_out:
            way_out.write("?")
    except OSError as error:
        return type(error).__name__
