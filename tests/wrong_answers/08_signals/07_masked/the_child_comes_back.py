"""A program that is not found raises in the child, which leaves the function.

caught_by = "test_a_program_that_is_not_found"
cause = "escaped-child"
words = ["FileNotFoundError"]
"""

import os
import signal


def run_blocked(argv, source):
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    child = os.fork()
    if child == 0:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        os.dup2(source, 0)
        os.execvp(argv[0], argv)
    _, status = os.waitpid(child, 0)
    came = signal.sigtimedwait({signal.SIGTERM}, 0) is not None
    signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return os.waitstatus_to_exitcode(status), came
