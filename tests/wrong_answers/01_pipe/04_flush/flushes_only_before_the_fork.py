"""Flushes before the fork, but not before the exit of the child.

caught_by = "test_the_line_of_the_child_arrives"
words = ["\\"child\\" is missing in ['before', 'after']"]
"""

import os


def three_lines(writer):
    with open(writer, "w") as out:
        out.write("before\n")
        out.flush()
        child = os.fork()
        if child == 0:
            out.write("child\n")
            os._exit(0)
        os.waitpid(child, 0)
        out.write("after\n")
