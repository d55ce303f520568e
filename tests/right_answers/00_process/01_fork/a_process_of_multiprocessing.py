"""multiprocessing makes the child, which leaves with sys.exit inside of it."""

import multiprocessing
import os
import sys


def child_exits_with(code):
    with_fork = multiprocessing.get_context("fork")
    child = with_fork.Process(target=sys.exit, args=(code,))
    child.start()
    child.join()
    status = child.exitcode
    child.close()
    return status


def exits_and_says_so(code, log):
    try:
        return child_exits_with(code)
    finally:
        os.write(log, b"done\n")
