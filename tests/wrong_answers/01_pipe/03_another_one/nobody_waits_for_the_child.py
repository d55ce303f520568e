"""The lines are right, and the child is left as a zombie.

caught_by = "test_ten_lines_come_from_the_child"
cause = "left-behind"
words = ["LEFT BEHIND", "child"]
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
    if os.fork() == 0:
        in_the_child(reader, writer)
        os._exit(0)
    return in_the_parent(reader, writer)
