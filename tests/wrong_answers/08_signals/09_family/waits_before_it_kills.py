"""Takes the status first: then there is no group any more, and the pid may be another's by now.

caught_by = "test_the_program_ends_by_itself"
words = ["ProcessLookupError"]
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
    gone, status = os.waitpid(child, os.WNOHANG)
    os.killpg(child, signal.SIGKILL)
    with open(output, "rb") as everything:
        data = everything.read()
    if not gone:
        _, status = os.waitpid(child, 0)
    return data, os.waitstatus_to_exitcode(status)
