"""With writev and readv on the descriptors, and a file object of bytes without a buffer."""

import io
import os


def try_to_write(fd):
    number = 0
    try:
        os.writev(fd, [b"?"])
    except OSError as error:
        number = error.errno
    return number


def try_to_read(fd):
    number = 0
    try:
        os.readv(fd, [bytearray(1)])
    except OSError as error:
        number = error.errno
    return number


def what_a_file_object_raises(reader):
    way_out = open(reader, "rb", buffering=0)
    try:
        way_out.write(b"?")
    except io.UnsupportedOperation:
        return "UnsupportedOperation"
    finally:
        way_out.close()
