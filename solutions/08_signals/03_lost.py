"""Lost: a signal that comes a moment too early wakes nobody.

Between the line that looks whether the signal has come, and the call that sleeps until it comes, there is a
gap. A signal that comes in this gap is handled, and then the call sleeps: for a signal that has already been.

The two processes of this exercise agree: one says that it is ready, the other one gives it a signal, and says
that it has. Run the tests before you change anything: the first one hangs. No longer look, and no handler helps.
Keep the signal waiting instead, until you ask for it: then it cannot come too early.

Read on: sigprocmask(2), sigwaitinfo(2), pause(2)
"""

import os
import signal


def ready(writer: int, reader: int) -> None:
    """Say that this process is ready, read what the other one says, and wait for SIGUSR1.

    The signal may come as soon as "ready" is written: at once, while this process reads, or long after that.
    Whenever it comes, this process must not sleep through it: not even if it comes in the very moment before.
    writer: a write end, into which b"ready" goes; it stays open.
    reader: a read end, out of which a byte comes; it stays open. From then on SIGUSR1 ends this process, as before.
    """
    # Blocked, a signal is not lost: it is pending, until somebody asks for it.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    os.write(writer, b"ready")
    os.read(reader, 1)
    signal.sigwait({signal.SIGUSR1})
    signal.pthread_sigmask(signal.SIG_SETMASK, before)
