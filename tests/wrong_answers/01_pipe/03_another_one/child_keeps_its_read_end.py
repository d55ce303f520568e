"""The child keeps the read end that it does not use: it would never learn that its reader has gone.

caught_by = "test_the_child_keeps_no_read_end"
words = ["its read end is still open"]
"""

import os

LINE = "Another one bites the dust\n"


def in_the_child(reader, writer):
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
        os._exit(0)
    messages = in_the_parent(reader, writer)
    os.waitpid(child, 0)
    return messages
