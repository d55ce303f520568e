"""Kills the group only if the program has not ended: its child lives on.

caught_by = "test_the_program_ends_and_its_child_lives_on"
cause = "other-write-end"
words = ["still holds its write end"]
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
    if os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        os.killpg(child, signal.SIGKILL)
    with open(output, "rb") as everything:
        data = everything.read()
    _, status = os.waitpid(child, 0)
    return data, os.waitstatus_to_exitcode(status)
