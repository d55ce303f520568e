"""Looks at one after the other, and sleeps a little in between.

caught_by = "test_bytes_are_first"
words = ["sleeps for a time of its own"]
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
    while True:
        if select.select([reader], [], [], 0.01)[0]:
            first = "read"
        elif os.waitpid(child, os.WNOHANG)[0]:
            first = "child"
        elif told:
            first = "signal"
        else:
            continue
        break
    if first != "child":
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    signal.signal(signal.SIGTERM, before)
    return first
