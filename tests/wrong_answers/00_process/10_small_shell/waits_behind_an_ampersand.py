"""Waits for what runs in the background as well: the line that would end it never comes.

caught_by = "test_in_the_background_it_waits_for_a_later_line"
cause = "waiting-for-child"
words = ["waits for the child"]
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
    for line in [*lines, "wait"]:
        words = line.split()
        if words == ["wait"]:
            for place, child in background.items():
                statuses[place] = status_of(child)
            background.clear()
        elif words[-1:] == ["&"]:
            statuses.append(status_of(start(words[:-1])))
        elif words:
            statuses.append(status_of(start(words)))
    return statuses
