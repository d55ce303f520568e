"""Adds 128 to a signal, as a shell does.

caught_by = "test_a_killed_process_has_no_code"
words = ["exit 137"]
"""

import os


def describe(status):
    if os.WIFCONTINUED(status):
        return "continued"
    if os.WIFSTOPPED(status):
        return f"stopped {os.WSTOPSIG(status)}"
    if os.WIFSIGNALED(status):
        return f"exit {128 + os.WTERMSIG(status)}"
    return f"exit {os.WEXITSTATUS(status)}"
