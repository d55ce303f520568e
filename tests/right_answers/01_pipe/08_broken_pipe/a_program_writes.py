"""The child is a program that prints a line again and again, until SIGPIPE ends it."""

import os
import subprocess

LINE = b"Another one bites the dust\n"


def write_until_it_breaks(writer):
    count = 0
    with open(writer, "wb", buffering=0) as out:
        while True:
            try:
                out.write(LINE)
            except BrokenPipeError:
                return count
            count += 1


def first_line_of_many():
    reader, writer = os.pipe()
    child = subprocess.Popen(["yes", LINE.decode().strip()], stdout=writer)
    os.close(writer)
    line = b""
    while not line.endswith(b"\n"):
        line += os.read(reader, 1)
    os.close(reader)
    child.wait()
    return line
