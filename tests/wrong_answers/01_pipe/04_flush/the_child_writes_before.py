"""Does nothing before the fork: the child writes two lines.

caught_by = "test_each_process_writes_its_lines_itself"
words = ["but a child wrote it"]
"""

import os


def three_lines(writer):
    child = os.fork()
    if child == 0:
        os.write(writer, b"before\nchild\n")
        os._exit(0)
    os.waitpid(child, 0)
    os.write(writer, b"after\n")
    os.close(writer)
