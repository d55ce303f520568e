"""A pidfd is readable when the child has exited."""

import os
import select


def child_exits_with(code):
    child = os.fork()
    if child == 0:
        os._exit(code)
    pidfd = os.pidfd_open(child)
    select.select([pidfd], [], [])
    os.close(pidfd)
    return os.waitstatus_to_exitcode(os.wait()[1])


def exits_and_says_so(code, log):
    try:
        return child_exits_with(code)
    finally:
        os.write(log, b"done\n")
