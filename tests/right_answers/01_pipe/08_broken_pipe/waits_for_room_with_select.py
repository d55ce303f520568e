"""A descriptor that does not block, and select to wait for room."""

import os
import select

LINE = b"Another one bites the dust\n"


def write_until_it_breaks(writer):
    os.set_blocking(writer, False)
    n = 0
    while True:
        select.select([], [writer], [])
        try:
            os.write(writer, LINE)
        except BlockingIOError:
            continue
        except BrokenPipeError:
            break
        n += 1
    os.close(writer)
    return n


def first_line_of_many():
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        write_until_it_breaks(writer)
        os._exit(0)
    os.close(writer)
    line = os.read(reader, len(LINE))
    os.close(reader)
    os.waitpid(child, 0)
    return line
