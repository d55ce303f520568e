"""Does not wait for the end of the pipe, but for a time of its own.

caught_by = "test_all_that_was_started_ends"
words = ["it did not wait"]
"""

import contextlib
import os
import signal
import time


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
    time.sleep(0.1)
    os.killpg(child, signal.SIGKILL)
    with open(output, "rb") as everything:
        data = everything.read()
    _, status = os.waitpid(child, 0)
    return data, os.waitstatus_to_exitcode(status)
