"""The child ends in a `finally`; its parent waits for SIGCHLD before it asks."""

import os
import signal


def child_exits_with(code):
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGCHLD])
    child = os.fork()
    if child == 0:
        try:
            raise RuntimeError(code)
        finally:
            os._exit(code)
    signal.sigwait([signal.SIGCHLD])
    signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
    _, status = os.waitpid(child, os.WNOHANG)
    return os.WEXITSTATUS(status)


def exits_and_says_so(code, log):
    try:
        return child_exits_with(code)
    finally:
        os.write(log, b"done\n")
