"""The child forks another one that writes, and exits: nobody waits for the one who writes.

caught_by = "test_ten_lines_come_from_the_child"
cause = "left-behind"
words = ["grandchild", "still alive"]
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
        if os.fork() == 0:
            in_the_child(reader, writer)
        os._exit(0)
    os.waitpid(child, 0)
    return in_the_parent(reader, writer)
