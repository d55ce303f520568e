"""Takes the status itself for the code.

caught_by = "test_an_exit_has_a_code"
words = ["'exit 768'"]
"""

import os


def describe(status):
    if os.WIFSIGNALED(status):
        return f"signal {status}"
    return f"exit {status}"
