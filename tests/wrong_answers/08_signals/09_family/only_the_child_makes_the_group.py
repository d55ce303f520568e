"""Leaves it to the child alone to make the group, and may be the first to need it.

caught_by = "test_the_group_is_there_before_the_program_is"
words = ["ProcessLookupError", "no group, which setpgid makes"]
"""

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
    os.close(writer)
    os.read(reader, 1)
    os.killpg(child, signal.SIGKILL)
    with open(output, "rb") as everything:
        data = everything.read()
    _, status = os.waitpid(child, 0)
    return data, os.waitstatus_to_exitcode(status)
