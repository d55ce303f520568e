"""It goes on: a signal ends no wait.

A signal interrupts a read, the handler runs, and then the read goes on, as if nothing had been: Python takes up
again what a signal has interrupted. So a handler that only takes a note wakes nobody, for the loop that would
look at the note is asleep.

Run the tests before you change anything: one of them hangs. Then wait for both at once, for bytes and for the
signal. Something must become readable when the signal comes; signal.set_wakeup_fd is made for that.

Read on: signal(7), select(2), PEP 475
"""

import os
import select
import signal


def read_unless(reader: int) -> bytes | None:
    """Wait until bytes come through a pipe, or SIGUSR1 comes to this process.

    reader: the read end; it stays open, and waits as before.
    Returns what has come through the pipe, at most 100 bytes; no bytes at its end; None if SIGUSR1 has ended the
    wait. Of bytes and signal, either may be first where both come, and no byte is lost. From then on SIGUSR1 is
    what it was, and ends this process.
    """
    woken, wakes = os.pipe()
    os.set_blocking(wakes, False)  # a handler must never wait for room, or nobody would be left to make some
    before = signal.signal(signal.SIGUSR1, lambda number, frame: None)  # without one, no byte is written
    old = signal.set_wakeup_fd(wakes)
    ready, _, _ = select.select([reader, woken], [], [])
    signal.set_wakeup_fd(old)
    signal.signal(signal.SIGUSR1, before)
    os.close(woken)
    os.close(wakes)
    return os.read(reader, 100) if reader in ready else None
