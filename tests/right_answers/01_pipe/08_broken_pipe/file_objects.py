"""An unbuffered file object for the writing, readline for the reading, sys.exit for the child."""

import os
import sys

LINE = b"Another one bites the dust\n"


def write_until_it_breaks(writer):
    written = 0
    out = open(writer, "wb", buffering=0)
    try:
        while True:
            out.write(LINE)
            written += 1
    except OSError:
        out.close()
    return written


def first_line_of_many():
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        sys.exit(write_until_it_breaks(writer) > 0)
    os.close(writer)
    with open(reader, "rb") as lines:
        line = lines.readline()
    os.wait()
    return line
