"""Masked: what else a program inherits.

A supervisor that is asked to end while its program runs must not leave the program behind: it blocks SIGTERM, so
that the signal waits until there is time for it. But a mask is luggage. Fork copies it, exec keeps it, and a program
that has not asked for it never learns that it was asked to end.

Run the tests before you change anything: the first one hangs, though the program has been sent a SIGTERM.

Read on: sigprocmask(2), sigpending(2), execve(2)
"""

import os
import signal


def run_blocked(argv: list[str], source: int) -> tuple[int, bool]:
    """Run a program, and block SIGTERM in this process from before the fork until the program has ended.

    argv: the program and its arguments. source: a read end, which becomes the program's input; it stays open here.
    Returns the exit code of the program, minus the number of a signal that has killed it, 127 if it is not found; and
    whether SIGTERM has come to this process meanwhile. Such a signal is taken, and ends nobody.
    The program blocks no signal, for this process did not before. From then on SIGTERM ends this process again.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    child = os.fork()
    if child == 0:
        try:
            os.dup2(source, 0)
            # TODO: what does this program take along?
            os.execvp(argv[0], argv)
        finally:
            os._exit(127)
    _, status = os.waitpid(child, 0)
    came = signal.sigtimedwait({signal.SIGTERM}, 0) is not None
    signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return os.waitstatus_to_exitcode(status), came
