"""Takes the first end for that of both.

caught_by = "test_one_ends_and_the_other_goes_on"
words = ["came back when 1 of 3 things had come"]
"""

import os
import select


def merge(a, b, out):
    while True:
        for reader in select.select([a, b], [], [])[0]:
            data = os.read(reader, 4096)
            if not data:
                return
            os.write(out, data)
