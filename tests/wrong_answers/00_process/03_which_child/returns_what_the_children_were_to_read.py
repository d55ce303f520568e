"""Reads the bytes itself, one pipe after the other.

caught_by = "test_each_pipe_has_a_child_of_its_own"
words = ["no child has read the pipes"]
"""

import os


def run_all(readers):
    codes = []
    for reader in readers:
        codes.append(os.read(reader, 1)[0])
        os.close(reader)
        child = os.fork()
        if child == 0:
            os._exit(codes[-1])
        os.waitpid(child, 0)
    return codes
