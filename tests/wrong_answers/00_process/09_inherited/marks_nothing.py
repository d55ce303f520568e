"""Does not mark the descriptor: exec closes it.

caught_by = "test_the_program_has_this_one"
words = ["could not: its status is 1"]
"""

import os


def run_with(argv, fd):
    child = os.fork()
    if child == 0:
        pass
        try:
            os.execvp(argv[0], argv)
        finally:
            os._exit(127)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
