"""The child becomes `yes`, which SIGPIPE ends; the count comes from itertools."""

import contextlib
import itertools
import os
import subprocess

LINE = b"Another one bites the dust\n"


def write_until_it_breaks(writer):
    with contextlib.suppress(BrokenPipeError):
        for written in itertools.count():
            os.writev(writer, [LINE[:5], LINE[5:]])
    os.close(writer)
    return written


def first_line_of_many():
    with subprocess.Popen(["yes", LINE.decode().strip()], stdout=subprocess.PIPE) as child:
        line = child.stdout.readline()
        child.stdout.close()
    return line
