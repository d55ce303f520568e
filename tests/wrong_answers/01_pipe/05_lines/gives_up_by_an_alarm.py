"""Reads for half a second at most: an alarm ends it.

caught_by = "test_a_line_that_comes_late_is_waited_for"
words = ["did not wait"]
"""

import signal


def read_lines(reader):

    def ring(*a):
        raise TimeoutError

    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, 0.5)
    lines = []
    try:
        with open(reader) as f:
            for l in f:
                lines.append(l)
    except TimeoutError:
        pass
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return lines
