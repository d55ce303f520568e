"""The child exits at once, and its parent writes all three lines.

caught_by = "test_each_process_writes_its_lines_itself"
words = ["but its parent wrote it"]
"""

import os


def three_lines(writer):
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    with open(writer, "w") as out:
        out.write("before\nchild\nafter\n")
