"""Waits for the program before it closes the read end.

caught_by = "test_a_program_that_writes_on_dies_quietly"
cause = "nobody-reads"
words = ["waits for room"]
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
    with open(reader, "rb") as output:
        lines = [line for _, line in zip(range(count), output)]
        _, status = os.waitpid(child, 0)
    return lines, os.waitstatus_to_exitcode(status)
