"""Cuts each chunk by itself, as if a piece ended wherever os.read returns.

caught_by = "test_it_does_not_matter_how_the_bytes_arrive"
words = ["['A', 'n', 'o', 't', 'h', 'e'"]
"""

import os
import re


def pieces_until(reader, delimiter):
    pieces = []
    while data := os.read(reader, 65536):
        pieces += re.findall(f"[^{delimiter}]*{delimiter}|[^{delimiter}]+", data.decode())
    os.close(reader)
    return pieces
