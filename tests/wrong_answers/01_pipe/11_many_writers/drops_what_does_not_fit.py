"""Writes into a pipe that does not block, and drops a line when there is no room.

caught_by = "test_a_full_pipe_is_waited_for"
words = ["did not wait"]
"""

import os


def report(writer, name, count):
    os.set_blocking(writer, False)
    for n in range(count):
        try:
            os.write(writer, f"{name} {n}\n".encode())
        except BlockingIOError:
            pass
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
