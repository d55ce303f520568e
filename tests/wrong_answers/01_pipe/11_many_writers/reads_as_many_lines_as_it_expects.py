"""The parent could still write, and stops when it has as many lines as there must be.

caught_by = "test_the_parent_reads_to_the_end"
words = ["until the end of file"]
"""

import os


def report(writer, name, count):
    for number in range(count):
        os.write(writer, f"{name} {number}\n".encode())
    os.close(writer)


def gather(names, count):
    reader, writer = os.pipe()
    children = []
    for name in names:
        child = os.fork()
        if child == 0:
            report(writer, name, count)
            os._exit(0)
        children.append(child)
    with open(reader) as lines:
        gathered = [lines.readline() for _ in range(len(names) * count)]
    os.close(writer)
    for child in children:
        os.waitpid(child, 0)
    return gathered
