"""Either: a byte, the end of a child, or a signal, whichever is first.

A supervisor waits for several things at once, and os.waitpid and signal.sigwait wait for one of them each. But
select waits for all that is readable, and a signal can be made readable: signal.set_wakeup_fd takes the write end
of a pipe, and each signal that has a handler leaves its number there, a byte. SIGCHLD is a signal as well; and
on Linux, os.pidfd_open makes a child itself readable at its end.

Read on: select(2), signal.set_wakeup_fd in Python's library, pidfd_open(2)
"""

import os
import select
import signal


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
    woken, wakes = os.pipe()
    os.set_blocking(wakes, False)  # a handler must never wait for room
    numbers = (signal.SIGTERM, signal.SIGCHLD)
    before = [signal.signal(number, lambda number, frame: None) for number in numbers]
    old = signal.set_wakeup_fd(wakes)  # before the fork: the child may exit at once
    child = start(work)
    ready, _, _ = select.select([reader, woken], [], [])
    first = "read"
    if reader not in ready:
        first = "child" if os.read(woken, 1)[0] == signal.SIGCHLD else "signal"
    if first != "child":
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    for number, handler in zip(numbers, before, strict=True):
        signal.signal(number, handler)
    signal.set_wakeup_fd(old)
    os.close(woken)
    os.close(wakes)
    return first
