"""No handler: SIGTERM is blocked, and asked for between two lines."""

import os
import signal


def line(number):
    return f"line {number} ".ljust(2999, ".") + "\n"


def work(writer):
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    count = 0
    while signal.sigtimedwait({signal.SIGTERM}, 0) is None:
        count += 1
        data = line(count).encode()
        while data:
            data = data[os.write(writer, data) :]
    os.write(writer, b"bye\n")
    os.close(writer)
    signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return count
