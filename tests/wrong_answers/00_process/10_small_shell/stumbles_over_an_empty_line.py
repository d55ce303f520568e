"""Looks at the last word of a line that has none.

caught_by = "test_lines_without_words_do_nothing"
words = ["IndexError"]
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
        elif words[-1] == "&":
            background[len(statuses)] = start(words[:-1])
            statuses.append(0)
        elif words:
            statuses.append(status_of(start(words)))
    return statuses
