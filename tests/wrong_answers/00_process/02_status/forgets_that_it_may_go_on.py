"""Knows ends and stops, and takes what goes on again for something else.

caught_by = "test_it_goes_on_again"
words = ["stopped"]
"""

import os


def describe(status):
    if os.WIFEXITED(status):
        return f"exit {os.WEXITSTATUS(status)}"
    if os.WIFSIGNALED(status):
        return f"signal {os.WTERMSIG(status)}"
    return f"stopped {os.WSTOPSIG(status)}"
