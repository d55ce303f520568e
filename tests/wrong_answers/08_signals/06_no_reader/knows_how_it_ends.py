"""Runs no program: counts by itself.

caught_by = "test_a_program_that_writes_on_dies_quietly"
words = ["the program `seq` was not run"]
"""

import signal


def head(argv, count):
    if argv[0] == "seq":
        return [b"%d\n" % number for number in range(1, count + 1)], -signal.SIGPIPE
    return [], 0
