"""Kills the child when the lines have come, in place of waiting until it has exited.

caught_by = "test_ten_lines_come_from_the_child"
words = ["The child was killed"]
"""

import os
import signal

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
        in_the_child(reader, writer)
        os._exit(0)
    messages = in_the_parent(reader, writer)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return messages
