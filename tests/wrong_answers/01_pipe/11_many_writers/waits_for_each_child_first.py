"""Waits for each child before the next is forked and before anything is read.

caught_by = "test_more_lines_than_the_pipe_holds"
cause = "nobody-reads"
words = ["waits for room in pipe A", "waits for child 2 to exit"]
"""

import os


def report(writer, name, count):
    for number in range(count):
        os.write(writer, f"{name} {number}\n".encode())
    os.close(writer)


def gather(names, count):
    reader, writer = os.pipe()
    for name in names:
        child = os.fork()
        if child == 0:
            os.close(reader)
            report(writer, name, count)
            os._exit(0)
        os.waitpid(child, 0)
    os.close(writer)
    with open(reader) as lines:
        return list(lines)
