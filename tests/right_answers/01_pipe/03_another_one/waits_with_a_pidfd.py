"""select on a pidfd waits for the child, and waitid takes its status."""

import os
import select

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
    if not child:
        try:
            in_the_child(reader, writer)
        finally:
            os._exit(0)
    messages = in_the_parent(reader, writer)
    fd = os.pidfd_open(child)
    select.select([fd], [], [])
    os.close(fd)
    os.waitid(os.P_PID, child, os.WEXITED)
    return messages
