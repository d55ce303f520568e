"""Blocks SIGPIPE in the child, in place of resetting it: the program ignores it as before.

caught_by = "test_a_program_that_writes_on_dies_quietly"
words = ["the program ended with 1, not by SIGPIPE"]
"""

import os
import signal


def head(argv, count):
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGPIPE})
        os.dup2(writer, 1)
        os.execvp(argv[0], argv)
    os.close(writer)
    lines = []
    with open(reader, "rb") as output:
        for line in output:
            lines.append(line)
            if len(lines) == count:
                break
    _, status = os.waitpid(child, 0)
    return lines, os.waitstatus_to_exitcode(status)
