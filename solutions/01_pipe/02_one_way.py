"""A pipe is one-way: what the kernel says, and what Python says before it asks the kernel.

The read end of a pipe cannot be written to, and the write end cannot be read from. On a bare descriptor the
kernel answers with an error number, and Python raises it as OSError. A file object knows how it was opened,
and refuses without asking anybody.

Read on: pipe(2), write(2) and its ERRORS, errno(3), io.UnsupportedOperation
"""

import os


def try_to_write(fd: int) -> int:
    """Write one byte, b"?", to a descriptor.

    fd: an end of a pipe; it stays open, and waits as before.
    Returns 0 if the byte went in, otherwise the error number that the kernel gave.
    """
    try:
        os.write(fd, b"?")
    except OSError as error:
        return error.errno  # EBADF: open, but not for this
    return 0


def try_to_read(fd: int) -> int:
    """Read one byte from a descriptor; if there is none yet, wait for it.

    fd: an end of a pipe that is not at its end of file; it stays open, and waits as before.
    Returns 0 if a byte came out, otherwise the error number that the kernel gave.
    """
    try:
        os.read(fd, 1)
    except OSError as error:
        return error.errno
    return 0


def what_a_file_object_raises(reader: int) -> str:
    """Open the read end of a pipe as a file object for reading, and try to write to it.

    reader: a read end; it is closed when the function returns.
    Returns the name of the class of the exception.
    """
    with open(reader) as way_out:
        try:
            way_out.write("?")
        except OSError as error:  # io.UnsupportedOperation is an OSError and a ValueError, and has no number
            return type(error).__name__
