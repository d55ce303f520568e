"""Goes on asking for a pipe that has ended, which is ready for ever.

caught_by = "test_one_ends_and_the_other_goes_on"
words = ["never sleeps: it spins"]
"""

import os
import select


def merge(a, b, out):
    ended = set()
    while len(ended) < 2:
        for reader in select.select([a, b], [], [])[0]:
            data = os.read(reader, 4096)
            os.write(out, data)
            if not data:
                ended.add(reader)
