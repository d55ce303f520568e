"""Raw file objects; the one that reads waits until there is something, without a limit, if it may read at all."""

import fcntl
import io
import os
import select


def try_to_write(fd):
    try:
        io.FileIO(fd, "w", closefd=False).write(b"?")
    except OSError as error:
        return error.errno
    return 0


def try_to_read(fd):
    try:
        if fcntl.fcntl(fd, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY:
            select.select([fd], [], [])
        os.read(fd, 1)
    except OSError as error:
        return error.errno
    return 0


def what_a_file_object_raises(reader):
    with open(reader, buffering=1) as way_out:
        try:
            print("?", file=way_out)
        except (OSError, ValueError) as error:
            return type(error).__name__
