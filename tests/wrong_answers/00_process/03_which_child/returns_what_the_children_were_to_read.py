"""Reads the bytes itself, one pipe after the other.

caught_by = "test_the_codes_come_in_the_order_of_the_pipes"
cause = "nobody-reads"
words = ["your process holds the read end", "waits for data from pipe B"]
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
