"""multiprocessing makes the child; the first line is read byte by byte."""

import multiprocessing
import os

LINE = b"Another one bites the dust\n"


def child(r, w):
    os.close(r)
    write_until_it_breaks(w)


def write_until_it_breaks(writer):
    written = 0
    try:
        while True:
            os.write(writer, LINE)
            written += 1
    except BrokenPipeError:
        os.close(writer)
    return written


def first_line_of_many():
    r, w = os.pipe()
    p = multiprocessing.get_context("fork").Process(target=child, args=(r, w))
    p.start()
    os.close(w)
    line = bytearray()
    while not line.endswith(b"\n"):
        line += os.read(r, 1)
    os.close(r)
    p.join()
    return bytes(line)
