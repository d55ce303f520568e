"""Reads once, and the group has written more.

caught_by = "test_all_that_was_written_comes_back"
words = ["60000 bytes were written, and run_for returned 4096"]
"""

import os
import signal


def run_for(argv, reader):
    o, w = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.setpgid(0, 0)
            os.dup2(w, 1)
            os.execvp(argv[0], argv)
        finally:
            os._exit(127)
    try:
        os.setpgid(pid, pid)
    except PermissionError:
        pass
    os.close(w)
    os.read(reader, 1)
    os.killpg(pid, signal.SIGKILL)
    data = os.read(o, 4096)
    os.close(o)
    return (data, os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
