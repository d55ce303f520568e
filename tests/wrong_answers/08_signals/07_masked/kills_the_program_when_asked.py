"""Kills the program when SIGTERM comes, though it was to be waited for.

caught_by = "test_a_signal_to_this_process_waits"
words = ["came back when 1 of 2 things had come"]
"""

import os
import signal


def run_blocked(argv, source):
    blocked = {signal.SIGTERM, signal.SIGCHLD}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, blocked)
    child = os.fork()
    if child == 0:
        try:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            os.dup2(source, 0)
            os.execvp(argv[0], argv)
        finally:
            os._exit(127)
    came = signal.sigwait(blocked) == signal.SIGTERM
    if came:
        os.kill(child, signal.SIGKILL)
        signal.sigwait({signal.SIGCHLD})
    _, status = os.waitpid(child, 0)
    signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return os.waitstatus_to_exitcode(status), came
