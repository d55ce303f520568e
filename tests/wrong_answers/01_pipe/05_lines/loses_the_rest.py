"""Gives out a line at each newline, and forgets what is left at the end of file.

caught_by = "test_the_last_line_may_lack_its_newline"
words = ["and a rest"]
"""

import os


def read_lines(reader):
    lines, rest = [], b""
    while piece := os.read(reader, 4096):
        *whole, rest = (rest + piece).split(b"\n")
        lines += [line.decode() + "\n" for line in whole]
    os.close(reader)
    return lines
