"""Marks it in the parent, for all programs that it will ever start.

caught_by = "test_the_mark_is_as_before"
words = ["not marked before"]
"""

import os


def run_with(argv, fd):
    os.set_inheritable(fd, True)
    child = os.fork()
    if child == 0:
        os.closerange(3, fd)
        os.closerange(fd + 1, 256)
        try:
            os.execvp(argv[0], argv)
        finally:
            os._exit(127)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
