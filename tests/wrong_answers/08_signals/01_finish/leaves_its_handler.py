"""The handler stays when the function has returned: from then on nothing happens at SIGTERM.

caught_by = "test_afterwards_sigterm_is_what_it_was"
words = ["SIGTERM still calls your handler"]
"""

import signal


def line(number):
    return f"line {number} ".ljust(2999, ".") + "\n"


def work(writer):
    asked = []
    signal.signal(signal.SIGTERM, lambda number, frame: asked.append(number))
    count = 0
    with open(writer, "w") as out:
        while not asked:
            count += 1
            out.write(line(count))
            out.flush()
        out.write("bye\n")
    return count
