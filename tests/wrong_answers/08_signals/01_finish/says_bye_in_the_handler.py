"""The handler says bye itself, into the file that is just being written.

caught_by = "test_asked_while_it_writes_it_finishes_its_line"
words = ["reentrant call"]
"""

import signal


def line(number):
    return f"line {number} ".ljust(2999, ".") + "\n"


def work(writer):
    asked = []
    out = open(writer, "w")

    def bye(number, frame):
        out.write("bye\n")
        out.flush()
        asked.append(number)

    before = signal.signal(signal.SIGTERM, bye)
    count = 0
    while not asked:
        count += 1
        out.write(line(count))
        out.flush()
    out.close()
    signal.signal(signal.SIGTERM, before)
    return count
