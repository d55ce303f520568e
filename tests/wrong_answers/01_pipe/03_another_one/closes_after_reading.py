"""The parent closes its write end, but after the loop that waits for that.

caught_by = "test_the_parent_reads_what_is_there_and_then_the_end"
cause = "own-write-end"
words = ["it still holds the write end itself: `writer`"]
"""

import os

LINE = "Another one bites the dust\n"


def in_the_child(reader, writer):
    os.close(reader)
    with open(writer, "w") as out:
        out.writelines([LINE] * 10)


def in_the_parent(reader, writer):
    with open(reader) as lines:
        messages = list(lines)
    os.close(writer)
    return messages


def another_one():
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        in_the_child(reader, writer)
        os._exit(0)
    messages = in_the_parent(reader, writer)
    os.waitpid(child, 0)
    return messages
