"""Handles SIGTERM in place of blocking it.

caught_by = "test_this_process_blocks_it_meanwhile"
words = ["did not block SIGTERM"]
"""

import os
import signal


def run_blocked(argv, source):
    told = []
    before = signal.signal(signal.SIGTERM, lambda number, frame: told.append(number))
    child = os.fork()
    if child == 0:
        try:
            os.dup2(source, 0)
            os.execvp(argv[0], argv)
        finally:
            os._exit(127)
    _, status = os.waitpid(child, 0)
    came = bool(told)
    signal.signal(signal.SIGTERM, before)
    return os.waitstatus_to_exitcode(status), came
