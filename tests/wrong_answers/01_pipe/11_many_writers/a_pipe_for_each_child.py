"""Each child has a pipe of its own, and the parent reads one after the other.

caught_by = "test_the_lines_come_back_as_they_came"
words = ["into one pipe"]
"""

import os


def report(writer, name, count):
    for number in range(count):
        os.write(writer, f"{name} {number}\n".encode())
    os.close(writer)


def gather(names, count):
    children, readers, gathered = [], [], []
    for name in names:
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            report(writer, name, count)
            os._exit(0)
        os.close(writer)
        children.append(child)
        readers.append(reader)
    for reader in readers:
        with open(reader) as lines:
            gathered += lines
    for child in children:
        os.waitpid(child, 0)
    return gathered
