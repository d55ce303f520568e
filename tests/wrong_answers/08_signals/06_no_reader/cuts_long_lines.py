"""Takes lines of 8192 bytes at most.

caught_by = "test_a_long_line_is_one_line"
words = ["one line of 30001 bytes was written"]
"""

import os
import signal


def head(argv, count):
    r, w = os.pipe()
    pid = os.fork()
    if pid == 0:
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        os.dup2(w, 1)
        os.execvp(argv[0], argv)
    os.close(w)
    lines = []
    with open(r, "rb") as f:
        while len(lines) < count and (l := f.readline(8192)):
            lines.append(l)
    return (lines, os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
