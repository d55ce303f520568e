"""Blocks all signals, and takes only SIGTERM out of the mask of the program.

caught_by = "test_the_program_blocks_nothing"
words = ["the program blocks SIGINT"]
"""

import os
import signal


def run_blocked(argv, source):
    before = signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    child = os.fork()
    if child == 0:
        try:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
            os.dup2(source, 0)
            os.execvp(argv[0], argv)
        finally:
            os._exit(127)
    _, status = os.waitpid(child, 0)
    came = signal.sigtimedwait({signal.SIGTERM}, 0) is not None
    signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return os.waitstatus_to_exitcode(status), came
