"""Returns the number as exit status, which has 8 bits.

caught_by = "test_the_number_comes_from_the_child"
words = ["returned 44"]
"""

import os


def count_in_child(text):
    child = os.fork()
    if child == 0:
        os._exit(len(text))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
