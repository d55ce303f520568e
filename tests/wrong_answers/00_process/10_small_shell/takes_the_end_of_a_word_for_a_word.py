"""Takes an ampersand at the end of a word for a word of its own.

caught_by = "test_words_are_passed_on_as_they_are"
words = ["[0, 1, 0, 1], expected [0, 1, 0, 0]"]
"""

import os


def shell(lines):
    statuses, bg = ([], {})
    for line in [*lines, "wait"]:
        words = line.split()
        if words == ["wait"]:
            for p, c in bg.items():
                statuses[p] = _status_of(c)
            bg.clear()
        elif line.strip().endswith("&"):
            bg[len(statuses)] = _started(line.strip().rstrip("&").split())
            statuses.append(0)
        elif words:
            statuses.append(_status_of(_started(words)))
    return statuses


def _started(words):
    child = os.fork()
    if child == 0:
        try:
            os.execvp(words[0], words)
        finally:
            os._exit(127)
    return child


def _status_of(child):
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return code if code >= 0 else 128 - code
