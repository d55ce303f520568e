"""Reads from one and the other in turns: who has more to say must wait.

caught_by = "test_whoever_speaks_is_heard"
cause = "circular-wait"
words = ["waits for data from the peer", "read(reader"]
"""

import os


def merge(a, b, out):
    left = [b, a]
    while left:
        for reader in list(left):
            data = os.read(reader, 4096)
            os.write(out, data)
            if not data:
                left.remove(reader)
