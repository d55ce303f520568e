"""Ignores the alarm, switches timers off, and works for ever.

status = "timeout"
"""

import faulthandler
import signal


def write_then_read(message):
    signal.signal(signal.SIGALRM, signal.SIG_IGN)
    signal.setitimer(signal.ITIMER_REAL, 0)
    faulthandler.cancel_dump_traceback_later()
    while True:
        pass
