"""A thread waits for the signal and writes into a pipe; a realtime signal of its own ends it."""

import os
import select
import signal
import threading


def read_unless(reader):
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1, signal.SIGRTMAX})
    woken, wakes = os.pipe()

    def wait():
        if signal.sigwait({signal.SIGUSR1, signal.SIGRTMAX}) == signal.SIGUSR1:
            os.write(wakes, b"!")

    waiting = threading.Thread(target=wait)
    waiting.start()
    ready, _, _ = select.select([reader, woken], [], [])
    if woken not in ready:
        signal.pthread_kill(waiting.ident, signal.SIGRTMAX)
    waiting.join()
    signal.sigtimedwait({signal.SIGUSR1}, 0)  # one that came with the bytes
    os.close(woken)
    os.close(wakes)
    signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return os.read(reader, 100) if reader in ready else None
