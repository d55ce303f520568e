"""Closes the write end after the first fork: the second child has none.

caught_by = "test_the_end_comes_with_the_last_writer"
words = ["`gather` raised OSError: [Errno 9]", "and `gather` has closed it on line"]
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
