"""Closes the descriptors below 64, and there are more.

caught_by = "test_it_has_nothing_that_others_have_marked"
words = ["the program was to have the descriptors"]
"""

import os


def run_with(argv, fd):
    pid = os.fork()
    if pid == 0:
        os.set_inheritable(fd, True)
        os.closerange(3, fd)
        os.closerange(fd + 1, 64)
        try:
            os.execvp(argv[0], argv)
        finally:
            os._exit(127)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
