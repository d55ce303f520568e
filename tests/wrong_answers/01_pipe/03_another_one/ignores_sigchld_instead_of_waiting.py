"""Has the kernel reap the child, and does not wait for it.

caught_by = "test_ten_lines_come_from_the_child"
cause = "left-behind"
words = ["nobody waited for it"]
"""

import os
import signal

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
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        in_the_child(reader, writer)
        os._exit(0)
    return in_the_parent(reader, writer)
