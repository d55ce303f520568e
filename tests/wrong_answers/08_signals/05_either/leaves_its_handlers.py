"""The handlers stay when the function has returned.

caught_by = "test_afterwards_the_signals_are_what_they_were"
words = ["SIGTERM still calls your handler"]
"""

import os
import select
import signal


def start(work):
    child = os.fork()
    if child == 0:
        while os.read(work, 100):
            pass
        os._exit(3)
    return child


def supervise(reader, work):
    woken, wakes = os.pipe()
    os.set_blocking(wakes, False)
    numbers = (signal.SIGTERM, signal.SIGCHLD)
    before = [signal.signal(number, lambda number, frame: None) for number in numbers]
    signal.set_wakeup_fd(wakes)
    child = start(work)
    ready = select.select([reader, woken], [], [])[0]
    first = "read"
    if reader not in ready:
        first = "child" if os.read(woken, 1)[0] == signal.SIGCHLD else "signal"
    if first != "child":
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    signal.set_wakeup_fd(-1)
    os.close(woken)
    os.close(wakes)
    return first
