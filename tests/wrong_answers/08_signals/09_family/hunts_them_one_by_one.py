"""Kills the children that it finds, without a group.

caught_by = "test_the_program_leads_a_group_of_its_own"
words = ["and was in its parent's"]
"""

import os
import signal


def children(pid):
    with open(f"/proc/{pid}/task/{pid}/children") as file:
        return [int(child) for child in file.read().split()]


def run_for(argv, reader):
    output, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.dup2(writer, 1)
            os.execvp(argv[0], argv)
        finally:
            os._exit(127)
    os.close(writer)
    os.read(reader, 1)
    for each in [*children(child), child]:
        os.kill(each, signal.SIGKILL)
    with open(output, "rb") as everything:
        data = everything.read()
    _, status = os.waitpid(child, 0)
    return data, os.waitstatus_to_exitcode(status)
