"""Stays in the group of its caller, and kills that.

caught_by = "test_all_that_was_started_ends"
apart = "wrong"
words = ["Did the answer send a signal to its own process or group?"]
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
    os.close(writer)
    os.read(reader, 1)
    os.killpg(os.getpgrp(), signal.SIGKILL)
    with open(output, "rb") as everything:
        data = everything.read()
    _, status = os.waitpid(child, 0)
    return data, os.waitstatus_to_exitcode(status)
