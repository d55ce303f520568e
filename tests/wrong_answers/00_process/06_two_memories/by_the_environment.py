"""Sets a variable of the environment, of which each process has its own copy.

caught_by = "test_the_number_comes_from_the_child"
words = ["returned 0"]
"""

import os


def count_in_child(text):
    child = os.fork()
    if child == 0:
        os.environ["COUNT"] = str(len(text))
        os._exit(0)
    os.waitpid(child, 0)
    return int(os.environ.get("COUNT", "0"))
