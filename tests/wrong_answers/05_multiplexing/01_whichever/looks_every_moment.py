"""Looks what there is, and sleeps a little before it looks again.

caught_by = "test_whoever_speaks_is_heard"
words = ["slept for a time of its own"]
"""

import os
import select
import time


def merge(a, b, out):
    left = [a, b]
    while left:
        ready = select.select(left, [], [], 0)[0]
        for reader in ready:
            data = os.read(reader, 4096)
            os.write(out, data)
            if not data:
                left.remove(reader)
        time.sleep(0.01)
