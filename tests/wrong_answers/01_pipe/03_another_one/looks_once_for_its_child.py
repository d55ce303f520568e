"""Asks for the status of the child without waiting for it: mostly it has exited, but not always.

caught_by = "test_ten_lines_come_from_the_child"
words = ["has only looked whether the child has exited (WNOHANG)"]
"""

import os

LINE = "Another one bites the dust\n"


def in_the_child(reader, writer):
    os.close(reader)
    with open(writer, "w") as out:
        out.write(LINE * 10)


def in_the_parent(reader, writer):
    os.close(writer)
    with open(reader) as lines:
        return list(lines)


def another_one():
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        in_the_child(reader, writer)
        os._exit(0)
    messages = in_the_parent(reader, writer)
    os.waitpid(child, os.WNOHANG)
    return messages
