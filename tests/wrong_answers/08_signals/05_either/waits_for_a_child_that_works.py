"""Waits for the child without killing it first: it still works.

caught_by = "test_bytes_are_first"
cause = "waiting-for-child"
words = ["The parent waits for the child to exit", "only the test could close that"]
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
    os.waitpid(child, 0)
    for number, handler in zip(numbers, before):
        signal.signal(number, handler)
    signal.set_wakeup_fd(-1)
    os.close(woken)
    os.close(wakes)
    return first
