"""Blocks every signal and works for ever.

status = "timeout"
"""

import signal


def write_then_read(message):
    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    while True:
        pass
