"""The calls of libc, whose errors are numbers."""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)


def try_to_write(fd):
    return ctypes.get_errno() if libc.write(fd, b"?", 1) < 0 else 0


def try_to_read(fd):
    return ctypes.get_errno() if libc.read(fd, ctypes.create_string_buffer(1), 1) < 0 else 0


def what_a_file_object_raises(reader):
    try:
        with open(reader) as way_out:
            way_out.write("?")
    except Exception as error:
        return error.__class__.__name__
