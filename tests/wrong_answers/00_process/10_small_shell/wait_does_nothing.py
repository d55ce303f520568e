"""Skips the line wait, and asks for all only in the end.

caught_by = "test_wait_waits_for_all_that_still_run"
words = ["shell returned [0, 1]"]
"""

import os


def start(words):
    child = os.fork()
    if child == 0:
        try:
            os.execvp(words[0], words)
        finally:
            os._exit(127)
    return child


def status_of(child):
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return code if code >= 0 else 128 - code


def shell(lines):
    statuses, background = [], {}
    for lines_left, line in reversed([*enumerate(reversed([*lines, "wait"]))]):
        words = line.split()
        if words == ["wait"] and lines_left == 0:
            for place, child in background.items():
                statuses[place] = status_of(child)
            background.clear()
        elif words[-1:] == ["&"]:
            background[len(statuses)] = start(words[:-1])
            statuses.append(0)
        elif words and words != ["wait"]:
            statuses.append(status_of(start(words)))
    return statuses
