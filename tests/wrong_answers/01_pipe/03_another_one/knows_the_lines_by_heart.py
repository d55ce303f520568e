"""Returns the ten lines, which are always the same.

caught_by = "test_ten_lines_come_from_the_child"
words = ["Ten lines came back, but no process was made: they were to come from a child."]
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
    return [LINE] * 10
