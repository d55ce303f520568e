"""The parent never closes its own copy of the write end.

caught_by = "test_ten_lines_come_from_the_child"
cause = "own-write-end"
words = ["it still holds the write end itself: `writer`"]
"""

import os

LINE = "Another one bites the dust\n"


def in_the_child(reader, writer):
    os.close(reader)
    with open(writer, "w") as out:
        for _ in range(10):
            out.write(LINE)


def in_the_parent(reader, writer):
    with open(reader) as lines:
        return list(lines)


def another_one():
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        in_the_child(reader, writer)
        os._exit(0)
    messages = in_the_parent(reader, writer)
    os.waitpid(child, 0)
    return messages
