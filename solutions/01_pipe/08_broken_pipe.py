"""The reader leaves: a write into a pipe that nobody reads is an error.

When the last read end is closed, nobody is left to write to: a write fails with EPIPE, which Python raises as
BrokenPipeError. (The kernel also sends SIGPIPE; Python ignores it.) Here, too, every copy counts: a child that
keeps a read end is a reader itself. It fills the pipe, and then waits for itself to make room.

Run the tests before you change anything: the second one hangs, and you are told why.

Read on: pipe(7), write(2), signal(7)
"""

import os

LINE = b"Another one bites the dust\n"


def write_until_it_breaks(writer: int) -> int:
    """Write LINE into a pipe again and again, each with a write of its own, until nobody is left to read it.

    writer: the write end; it is closed when the function returns.
    Returns how many lines were written without an error.
    """
    written = 0
    try:
        while True:
            os.write(writer, LINE)
            written += 1
    except BrokenPipeError:  # no reader is left: a reason to stop, not a failure
        os.close(writer)
    return written


def first_line_of_many() -> bytes:
    """Fork a child that writes until its pipe breaks; read the first line, leave, and wait for the child.

    Returns the line, with its newline.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)  # with this copy of the read end, the pipe would never break
        write_until_it_breaks(writer)
        os._exit(0)
    os.close(writer)
    line = os.read(reader, len(LINE))
    os.close(reader)
    os.waitpid(child, 0)
    return line
