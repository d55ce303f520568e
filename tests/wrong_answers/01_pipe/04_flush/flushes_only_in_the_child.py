"""The child flushes, and so it writes its copy of the first line as well.

caught_by = "test_the_line_from_before_the_fork_is_written_once"
words = ["\\"before\\" came 2 times", "the buffer that the fork copied"]
"""

import os


def three_lines(writer):
    with open(writer, "w") as out:
        out.write("before\n")
        child = os.fork()
        if child == 0:
            out.write("child\n")
            out.flush()
            os._exit(0)
        os.waitpid(child, 0)
        out.write("after\n")
