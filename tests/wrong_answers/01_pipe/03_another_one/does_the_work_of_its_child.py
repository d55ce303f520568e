"""Forks a child that exits at once, and writes the lines itself.

caught_by = "test_ten_lines_come_from_the_child"
words = ["the child did not write them"]
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
        os._exit(0)
    in_the_child(os.dup(reader), os.dup(writer))
    messages = in_the_parent(reader, writer)
    os.waitpid(child, 0)
    return messages
