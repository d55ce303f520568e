"""Changes a global variable, in the memory of the child.

caught_by = "test_the_number_comes_from_the_child"
words = ["returned 0"]
"""

import os

COUNT = 0


def count_in_child(text):
    global COUNT
    child = os.fork()
    if child == 0:
        COUNT = len(text)
        os._exit(0)
    os.waitpid(child, 0)
    return COUNT
