"""Looks once for each child, and takes no answer for the code 0.

caught_by = "test_each_pipe_has_a_child_of_its_own"
words = ["expected"]
"""

import os


def run_all(readers):
    children = []
    for number, reader in enumerate(readers):
        child = os.fork()
        if child == 0:
            for later in readers[number + 1 :]:
                os.close(later)
            os._exit(os.read(reader, 1)[0])
        os.close(reader)
        children.append(child)
    return [os.WEXITSTATUS(os.waitpid(child, os.WNOHANG)[1]) for child in children]
