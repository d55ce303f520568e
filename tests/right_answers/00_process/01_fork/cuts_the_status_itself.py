"""wait4 gives the status, which is cut by hand; the two processes go their ways in `if` and `else`."""

import os


def child_exits_with(code):
    pid = os.fork()
    if pid:
        _, status, _ = os.wait4(pid, 0)
        return status >> 8 & 0xFF
    else:
        os._exit(code)


def exits_and_says_so(code, log):
    try:
        return child_exits_with(code)
    finally:
        os.write(log, b"done\n")
