"""Writes a line with two calls: the bytes of another writer may come between.

caught_by = "test_each_line_is_one_write"
words = ["the lines came in these writes", "b'anna'"]
"""

import os


def report(writer, name, count):
    for number in range(count):
        os.write(writer, name.encode())
        os.write(writer, f" {number}\n".encode())
    os.close(writer)


def gather(names, count):
    reader, writer = os.pipe()
    children = []
    for name in names:
        child = os.fork()
        if child == 0:
            os.close(reader)
            report(writer, name, count)
            os._exit(0)
        children.append(child)
    os.close(writer)
    with open(reader) as lines:
        gathered = list(lines)
    for child in children:
        os.waitpid(child, 0)
    return gathered
