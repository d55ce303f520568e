"""Waits for whichever child ends next, and takes its status for that of the foreground.

caught_by = "test_each_status_is_that_of_its_own_program"
words = ["shell returned [3, 7]"]
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
    code = os.waitstatus_to_exitcode(os.wait()[1])
    return code if code >= 0 else 128 - code


def shell(lines):
    statuses, background = [], {}
    for line in [*lines, "wait"]:
        words = line.split()
        if words == ["wait"]:
            for place, child in background.items():
                statuses[place] = status_of(child)
            background.clear()
        elif words[-1:] == ["&"]:
            background[len(statuses)] = start(words[:-1])
            statuses.append(0)
        elif words:
            statuses.append(status_of(start(words)))
    return statuses
