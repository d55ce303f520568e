"""The child writes into a pipe of its own, and its parent hands the line on.

caught_by = "test_each_process_writes_its_lines_itself"
words = ["but its parent wrote it"]
"""

import os


def three_lines(writer):
    r, w = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(w, b"child\n")
        os._exit(0)
    os.waitpid(child, 0)
    os.close(w)
    line = os.read(r, 100)
    os.close(r)
    os.write(writer, b"before\n" + line + b"after\n")
    os.close(writer)
