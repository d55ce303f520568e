"""The read end is made non-blocking, and stays so for whoever has it.

caught_by = "test_the_read_end_gives_a_byte"
words = ["O_NONBLOCK"]
"""

import os


def try_to_write(fd):
    try:
        os.write(fd, b"?")
    except OSError as error:
        return error.errno
    return 0


def what_a_file_object_raises(reader):
    with open(reader) as way_out:
        try:
            way_out.write("?")
        except OSError as error:
            return type(error).__name__


def try_to_read(fd):
    import select

    os.set_blocking(fd, False)
    try:
        select.select([fd], [], [])
        os.read(fd, 1)
    except OSError as error:
        return error.errno
    return 0
