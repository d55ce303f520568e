"""multiprocessing makes the child; the parent reads what there is and cuts the first line from it."""

import multiprocessing
import os

LINE = b"Another one bites the dust\n"


def write_until_it_breaks(writer):
    written = 0
    while os_write(writer):
        written += 1
    os.close(writer)
    return written


def os_write(writer):
    try:
        return os.write(writer, LINE) == len(LINE)
    except OSError:
        return False


def child_writes(reader, writer):
    os.close(reader)
    write_until_it_breaks(writer)


def first_line_of_many():
    reader, writer = os.pipe()
    child = multiprocessing.get_context("fork").Process(target=child_writes, args=(reader, writer))
    child.start()
    os.close(writer)
    data = b""
    while b"\n" not in data:
        data += os.read(reader, 65536)
    os.close(reader)
    child.join()
    return data.split(b"\n")[0] + b"\n"
