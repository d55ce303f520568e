"""Forks one child, which reports for all names.

caught_by = "test_there_is_a_child_for_each_name"
words = ["they are not from three children"]
"""

import os


def report(writer, name, count):
    for number in range(count):
        os.write(writer, f"{name} {number}\n".encode())
    os.close(writer)


def gather(names, count):
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        for name in names:
            report(os.dup(writer), name, count)
        os._exit(0)
    os.close(writer)
    with open(reader) as lines:
        gathered = list(lines)
    os.waitpid(child, 0)
    return gathered
