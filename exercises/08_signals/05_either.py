"""Either: a byte, the end of a child, or a signal, whichever is first.

A supervisor waits for several things at once, and os.waitpid and signal.sigwait wait for one of them each. But
select waits for all that is readable, and a signal can be made readable: signal.set_wakeup_fd takes the write end
of a pipe, and each signal that has a handler leaves its number there, a byte. SIGCHLD is a signal as well; and
on Linux, os.pidfd_open makes a child itself readable at its end.

Read on: select(2), signal.set_wakeup_fd in Python's library, pidfd_open(2)
"""

import os


def start(work: int) -> int:
    """Fork a child that works until the end of a pipe, and exits with status 3. Returns its pid."""
    child = os.fork()
    if child == 0:
        while os.read(work, 100):
            pass
        os._exit(3)
    return child


def supervise(reader: int, work: int) -> str:
    """Start a child, and wait for what is first: something to read, its end, or SIGTERM.

    reader: a read end; it stays open, and nothing is read from it.
    work: the read end out of which the child works; it stays open.
    Returns "read" if there are bytes in the pipe, or its end; "child" if the child has exited; "signal" if SIGTERM
    has come. A child that still works is killed then, and in any case waited for. From then on SIGTERM and SIGCHLD
    are what they were.
    """
    # TODO: make all three readable, and wait for them together.
    raise NotImplementedError("wait for bytes, a child and a signal at once")
