"""Blocks SIGTERM where it is too late for a signal that comes at once, and too early for the program.

caught_by = "test_the_program_can_be_ended"
cause = "signal-blocked"
words = ["SIGTERM was sent to the child", "the child blocks it"]
"""

import os
import signal


def run_blocked(argv, source):
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [])
    child = os.fork()
    if child == 0:
        try:
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
            os.dup2(source, 0)
            os.execvp(argv[0], argv)
        finally:
            os._exit(127)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    _, status = os.waitpid(child, 0)
    came = signal.sigtimedwait({signal.SIGTERM}, 0) is not None
    signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return os.waitstatus_to_exitcode(status), came
