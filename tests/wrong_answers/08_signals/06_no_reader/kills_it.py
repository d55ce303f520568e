"""Kills the program when it has read enough.

caught_by = "test_a_program_that_writes_on_dies_quietly"
words = ["A signal was sent to the program"]
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
            if len(lines) == count:
                break
    if len(lines) == count:
        os.kill(child, signal.SIGPIPE)
    _, status = os.waitpid(child, 0)
    return lines, os.waitstatus_to_exitcode(status)
