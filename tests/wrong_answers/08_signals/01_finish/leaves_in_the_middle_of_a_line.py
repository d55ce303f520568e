"""The handler raises SystemExit, and so leaves the write of the line at hand.

caught_by = "test_asked_while_it_writes_it_finishes_its_line"
words = ["the last that came was not 'bye'"]
"""

import os
import signal
import sys


def line(number):
    return f"line {number} ".ljust(2999, ".") + "\n"


def work(writer):
    before = signal.signal(signal.SIGTERM, lambda number, frame: sys.exit())
    count = 0
    try:
        while True:
            data = line(count + 1).encode()
            while data:
                data = data[os.write(writer, data[:1000]) :]
            count += 1
    except SystemExit:
        os.write(writer, b"bye\n")
    os.close(writer)
    signal.signal(signal.SIGTERM, before)
    return count
