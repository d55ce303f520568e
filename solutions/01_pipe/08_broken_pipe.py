"""The reader leaves: who writes into a pipe that nobody reads gets an error instead of an answer.

When the last read end is closed, there is no one to write to. The kernel sends SIGPIPE, which Python ignores,
and write fails with EPIPE: BrokenPipeError. But this, too, counts every copy: a child that keeps its own read
end is its own reader for the kernel. It fills the pipe and then waits for itself.

Run the tests before you change anything: the second one hangs, and you are told why.

Read on: pipe(7), write(2), signal(7)
"""

import os

LINE = b"Another one bites the dust\n"


def write_until_it_breaks(writer: int) -> int:
    """Write LINE into a pipe again and again until nobody reads it any more.

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
    """Fork a child that writes until its pipe breaks, read the first line, and leave.

    Returns the line, with the newline at its end. The child has exited then and was waited for.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)  # a copy of the read end: with it the pipe would never break
        write_until_it_breaks(writer)
        os._exit(0)
    os.close(writer)
    line = os.read(reader, len(LINE))
    os.close(reader)
    os.waitpid(child, 0)
    return line
