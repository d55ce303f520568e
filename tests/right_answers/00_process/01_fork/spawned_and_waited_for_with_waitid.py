"""posix_spawn makes the child, waitid waits for it."""

import os
import sys


def child_exits_with(code):
    program = [sys.executable, "-c", f"import os; os._exit({code})"]
    child = os.posix_spawn(sys.executable, program, os.environ)
    return os.waitid(os.P_PID, child, os.WEXITED).si_status


def exits_and_says_so(code, log):
    try:
        return child_exits_with(code)
    finally:
        os.write(log, b"done\n")
