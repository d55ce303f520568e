"""Takes the bits of a code where there is none: whoever was killed has exited with 0.

caught_by = "test_a_killed_process_has_no_code"
words = ["'exit 0'", "signal 9"]
"""

import os


def describe(status):
    if os.WIFSTOPPED(status):
        return f"stopped {os.WSTOPSIG(status)}"
    return f"exit {status >> 8}"
