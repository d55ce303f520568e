"""Where there is no such program, the child runs on in the code of its parent.

caught_by = "test_there_is_no_such_program"
cause = "escaped-child"
words = ["FileNotFoundError"]
"""

import os


def start(words):
    child = os.fork()
    if child == 0:
        os.execvp(words[0], words)
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
            background[len(statuses)] = start(words[:-1])
            statuses.append(0)
        elif words:
            statuses.append(status_of(start(words)))
    return statuses
