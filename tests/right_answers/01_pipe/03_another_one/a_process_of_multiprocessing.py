"""multiprocessing makes the child, which runs a function and exits."""

import multiprocessing
import os

LINE = "Another one bites the dust\n"


def in_the_child(reader, writer):
    os.close(reader)
    with open(writer, "w") as out:
        out.write(LINE * 10)


def in_the_parent(reader, writer):
    os.close(writer)
    with open(reader) as lines:
        return lines.readlines()


def another_one():
    reader, writer = os.pipe()
    child = multiprocessing.get_context("fork").Process(target=in_the_child, args=(reader, writer))
    child.start()
    messages = in_the_parent(reader, writer)
    child.join()
    child.close()
    return messages
