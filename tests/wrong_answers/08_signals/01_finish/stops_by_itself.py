"""Writes as many lines as a pipe holds, and waits for the signal then.

caught_by = "test_asked_at_work_it_finishes_its_line"
cause = "no-more-data"
words = ["no more comes", "waits for a signal"]
"""

import signal


def line(number):
    return f"line {number} ".ljust(2999, ".") + "\n"


def work(writer):
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    with open(writer, "w") as out:
        for number in range(1, 22):
            out.write(line(number))
        out.flush()
        signal.sigwait({signal.SIGTERM})
        out.write("bye\n")
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    return 21
