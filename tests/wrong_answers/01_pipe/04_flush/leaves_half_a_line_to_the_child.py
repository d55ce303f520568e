"""The child writes the newline of the line before its own.

caught_by = "test_each_process_writes_its_lines_itself"
words = ["a child wrote the rest"]
"""

import os


def three_lines(writer):
    os.write(writer, b"before")
    child = os.fork()
    if child == 0:
        os.write(writer, b"\nchild\n")
        os._exit(0)
    os.waitpid(child, 0)
    os.write(writer, b"after\n")
    os.close(writer)
