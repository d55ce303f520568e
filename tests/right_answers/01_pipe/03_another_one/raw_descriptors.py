"""os.read and os.write on bare descriptors, os.wait, and a child that leaves with sys.exit."""

import os
import sys

LINE = "Another one bites the dust\n"


def in_the_child(reader, writer):
    os.close(reader)
    for _ in range(10):
        os.write(writer, LINE.encode())
    os.close(writer)


def in_the_parent(reader, writer):
    os.close(writer)
    everything = b""
    while piece := os.read(reader, 3):
        everything += piece
    os.close(reader)
    return [line.decode() for line in everything.splitlines(keepends=True)]


def another_one():
    reader, writer = os.pipe()
    if os.fork() == 0:
        in_the_child(reader, writer)
        sys.exit(0)
    messages = in_the_parent(reader, writer)
    os.wait()
    return messages
