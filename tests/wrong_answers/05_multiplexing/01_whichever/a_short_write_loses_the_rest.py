"""Writes without waiting when there is some room, and forgets what did not go.

caught_by = "test_who_reads_late_gets_all"
words = ["of 20000 bytes out of a"]
"""

import os
import select


def merge(a, b, out):
    os.set_blocking(out, False)
    left = [a, b]
    while left:
        for reader in select.select(left, [], [])[0]:
            data = os.read(reader, 65536)
            select.select([], [out], [])
            os.write(out, data)
            if not data:
                left.remove(reader)
    os.set_blocking(out, True)
