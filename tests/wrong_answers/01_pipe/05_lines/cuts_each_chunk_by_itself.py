"""Cuts each chunk into lines by itself, and never joins the end of one to the beginning of the next.

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
