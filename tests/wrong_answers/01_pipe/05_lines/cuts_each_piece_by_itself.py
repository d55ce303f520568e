"""Cuts every piece into lines, and never puts the rest of one before the beginning of the next.

caught_by = "test_a_line_that_comes_byte_by_byte_is_one_line"
words = ["two lines came a byte at a time", "['o', 'n', 'e', '\\\\n'"]
"""

import os


def read_lines(reader):
    lines = []
    while piece := os.read(reader, 4096):
        lines += piece.decode().splitlines(keepends=True)
    os.close(reader)
    return lines
