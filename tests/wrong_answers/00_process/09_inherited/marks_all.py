"""Marks everything: the program has all that its parent has.

caught_by = "test_it_has_nothing_more"
words = ["was to have the descriptors [0, 1, 2, "]
"""

import os


def run_with(argv, fd):
    child = os.fork()
    if child == 0:
        for each in range(3, 256):
            try:
                os.set_inheritable(each, True)
            except OSError:
                pass
        try:
            os.execvp(argv[0], argv)
        finally:
            os._exit(127)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
