"""Nobody asks for what runs in the background after the last line.

caught_by = "test_ten_in_the_background_at_the_end"
words = ["expected"]
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
    for line in lines:
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
