"""Returns -n for a signal, as Python has it.

caught_by = "test_a_signal_is_told_as_128_and_its_number"
words = ["-9"]
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
    return code


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
