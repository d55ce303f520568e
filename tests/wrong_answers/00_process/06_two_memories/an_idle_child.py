"""Makes a child that does nothing, and counts itself.

caught_by = "test_the_number_comes_from_the_child"
words = ["no child has written it"]
"""

import os


def count_in_child(text):
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    return len(text)
