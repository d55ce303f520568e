"""The lines are read to the end, and those that are returned are made up.

caught_by = "test_the_lines_that_came_are_returned"
words = ["changed on its way, to 'aNOTHER ONE BITES THE DUST'", "it was to return what it has read"]
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
        in_the_child(reader, writer)
        os._exit(0)
    in_the_parent(reader, writer)
    os.waitpid(child, 0)
    return [LINE] * 10
