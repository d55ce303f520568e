"""A thread waits for the signal, which both threads block, from the beginning on."""

import os
import signal
import threading


def ready(writer, reader):
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    waiting = threading.Thread(target=signal.sigwaitinfo, args=({signal.SIGUSR1},))
    waiting.start()
    os.write(writer, b"ready")
    os.read(reader, 1)
    waiting.join()
    signal.pthread_sigmask(signal.SIG_SETMASK, before)
