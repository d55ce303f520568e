"""The child writes as many bytes as ten lines have, but others; the parent knows the lines by heart.

caught_by = "test_ten_lines_come_from_the_child"
words = ["the child has written something else"]
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
    with open(reader) as lines:
        messages = [line for line in lines]
    return messages


def another_one():
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        os.write(writer, b"x" * 300)
        os._exit(0)
    os.close(writer)
    with open(reader) as f:
        f.read()
    os.waitpid(child, 0)
    return [LINE] * 10
