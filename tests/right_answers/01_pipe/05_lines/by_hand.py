"""Bare reads of five bytes, put together and cut by hand."""

import os


def read_lines(reader):
    everything = b"".join(iter(lambda: os.read(reader, 5), b""))
    os.close(reader)
    return [line.decode() for line in everything.splitlines(keepends=True)]
