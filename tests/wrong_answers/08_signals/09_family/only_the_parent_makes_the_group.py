"""Leaves it to the parent alone to make the group, which may come too late: the child is a program by then.

caught_by = "test_its_parent_is_late_to_make_the_group"
words = ["`run_for` raised"]
"""

import os
import signal


def run_for(argv, reader):
    output, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.dup2(writer, 1)
            os.execvp(argv[0], argv)
        finally:
            os._exit(127)
    os.setpgid(child, child)
    os.close(writer)
    os.read(reader, 1)
    os.killpg(child, signal.SIGKILL)
    with open(output, "rb") as everything:
        data = everything.read()
    return data, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
