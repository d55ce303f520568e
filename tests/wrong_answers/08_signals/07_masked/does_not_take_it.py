"""Sees that SIGTERM is pending, and unblocks it without taking it.

caught_by = "test_a_signal_to_this_process_waits"
apart = "crashed"
words = ["killed by SIGTERM"]
"""

import os
import signal


def run_blocked(argv, source):
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    child = os.fork()
    if child == 0:
        try:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            os.dup2(source, 0)
            os.execvp(argv[0], argv)
        finally:
            os._exit(127)
    _, status = os.waitpid(child, 0)
    came = signal.SIGTERM in signal.sigpending()
    signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return os.waitstatus_to_exitcode(status), came
