"""Kills the program, and not what it has started: the grandchild holds the pipe.

caught_by = "test_all_that_was_started_ends"
cause = "other-write-end"
words = ["waits for the end of pipe A", "still holds its write end"]
"""

import contextlib
import os
import signal


def run_for(argv, reader):
    output, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setpgid(0, 0)
            os.dup2(writer, 1)
            os.execvp(argv[0], argv)
        finally:
            os._exit(127)
    with contextlib.suppress(PermissionError):
        os.setpgid(child, child)
    os.close(writer)
    os.read(reader, 1)
    os.kill(child, signal.SIGKILL)
    with open(output, "rb") as everything:
        data = everything.read()
    _, status = os.waitpid(child, 0)
    return data, os.waitstatus_to_exitcode(status)
