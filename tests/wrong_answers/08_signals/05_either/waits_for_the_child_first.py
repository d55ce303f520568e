"""Waits for the child, and then looks what else has come.

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
    told = []
    before = signal.signal(signal.SIGTERM, lambda number, frame: told.append(number))
    child = start(work)
    os.waitpid(child, 0)
    signal.signal(signal.SIGTERM, before)
    if select.select([reader], [], [], 0)[0]:
        return "read"
    return "signal" if told else "child"
