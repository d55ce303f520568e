"""Reads all that the program writes, and returns the first lines.

caught_by = "test_a_program_that_writes_on_dies_quietly"
words = ["it has written everything"]
"""

import os
import signal


def head(argv, count):
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        os.dup2(writer, 1)
        os.execvp(argv[0], argv)
    os.close(writer)
    lines = []
    with open(reader, "rb") as output:
        for line in output:
            lines.append(line)
    _, status = os.waitpid(child, 0)
    return lines[:count], os.waitstatus_to_exitcode(status)
