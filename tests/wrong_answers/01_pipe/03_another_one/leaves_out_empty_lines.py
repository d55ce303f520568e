"""Takes an empty line for nothing.

caught_by = "test_the_parent_reads_what_is_there_and_then_the_end"
words = ["assert"]
"""

import os

LINE = "Another one bites the dust\n"


def in_the_child(reader, writer):
    os.close(reader)
    with open(writer, "w") as out:
        for _ in range(10):
            out.write(LINE)


def in_the_parent(reader, writer):
    os.close(writer)
    with open(reader) as f:
        return [line for line in f if line.strip()]


def another_one():
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        in_the_child(reader, writer)
        os._exit(0)
    messages = in_the_parent(reader, writer)
    os.waitpid(child, 0)
    return messages
