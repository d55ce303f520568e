"""Waits for SIGCHLD and SIGTERM, both blocked."""

import os
import signal


def run_blocked(argv, source):
    blocked = {signal.SIGTERM, signal.SIGCHLD}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, blocked)
    child = os.fork()
    if child == 0:
        try:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, blocked)
            os.dup2(source, 0)
            os.execvp(argv[0], argv)
        finally:
            os._exit(127)
    came = False
    while signal.sigwait(blocked) == signal.SIGTERM:
        came = True
    _, status = os.waitpid(child, 0)
    signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return os.waitstatus_to_exitcode(status), came
