"""The child does its work and goes on as if it were the parent.

caught_by = "test_ten_lines_come_from_the_child"
cause = "escaped-child"
words = ["forked in `another_one`", "returned from `another_one`"]
"""

import os

LINE = "Another one bites the dust\n"


def in_the_child(reader, writer):
    os.close(reader)
    with open(writer, "w") as out:
        out.writelines([LINE] * 10)


def in_the_parent(reader, writer):
    os.close(writer)
    with open(reader) as lines:
        return list(lines)


def another_one():
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        in_the_child(reader, writer)
        return []
    messages = in_the_parent(reader, writer)
    os.waitpid(child, 0)
    return messages
