"""Resets SIGPIPE before the fork, for this process as well, and leaves it so.

caught_by = "test_afterwards_this_process_ignores_it"
words = ["the next broken pipe kills this process, too"]
"""

import os
import signal


def head(argv, count):
    reader, writer = os.pipe()
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    child = os.fork()
    if child == 0:
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
