"""Does not set the mask again that was there before.

caught_by = "test_afterwards_sigterm_is_what_it_was"
words = ["SIGTERM still is blocked"]
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
    came = signal.sigtimedwait({signal.SIGTERM}, 0) is not None
    return os.waitstatus_to_exitcode(status), came
