"""Counts bye as a line.

caught_by = "test_the_lines_are_counted"
words = ["work returned", "lines came before"]
"""

import signal


def line(number):
    return f"line {number} ".ljust(2999, ".") + "\n"


def work(writer):
    asked = []
    before = signal.signal(signal.SIGTERM, lambda number, frame: asked.append(number))
    count = 1
    with open(writer, "w") as out:
        while not asked:
            out.write(line(count))
            out.flush()
            count += 1
        out.write("bye\n")
    signal.signal(signal.SIGTERM, before)
    return count
