"""The lines are put into an order of their own.

caught_by = "test_the_lines_come_back_as_they_came"
words = ["in this order"]
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
        gathered = sorted(lines, key=lambda line: int(line.split()[-1]))
    for child in children:
        os.waitpid(child, 0)
    return gathered
