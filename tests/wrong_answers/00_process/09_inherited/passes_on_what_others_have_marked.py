"""Marks its own, and lets live on what others have marked.

caught_by = "test_the_program_meets_the_end_of_its_input"
cause = "own-write-end"
words = ["it still holds the write end itself"]
"""

import os


def run_with(argv, fd):
    child = os.fork()
    if child == 0:
        os.set_inheritable(fd, True)
        try:
            os.execvp(argv[0], argv)
        finally:
            os._exit(127)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
