"""Takes a lease of its output, so that whoever opens it has to wait: fcntl(2)."""

import fcntl
import os
import time


def write_then_read(message):
    for fd in (1, 2):
        try:
            fcntl.fcntl(fd, fcntl.F_SETLEASE, fcntl.F_WRLCK)
        except OSError:
            continue
    if os.fork() == 0:
        time.sleep(100)
    return "?"
