"""Lets the file object keep lines back: some are begun when the signal has long come.

caught_by = "test_the_line_at_hand_is_the_last_one"
words = ["when SIGTERM came, line", "in a buffer"]
"""

import signal


def line(number):
    return f"line {number} ".ljust(2999, ".") + "\n"


def work(writer):
    asked = []
    before = signal.signal(signal.SIGTERM, lambda number, frame: asked.append(number))
    count = 0
    with open(writer, "w", buffering=1 << 20) as out:
        while not asked:
            for _ in range(10):
                count += 1
                out.write(line(count))
            out.flush()
        out.write("bye\n")
    signal.signal(signal.SIGTERM, before)
    return count
