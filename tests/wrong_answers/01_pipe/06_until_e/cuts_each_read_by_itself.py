"""Cuts what each os.read returns, as if a piece of the stream were a piece of the text.

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
