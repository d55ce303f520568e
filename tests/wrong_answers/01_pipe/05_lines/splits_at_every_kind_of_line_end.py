"""Cuts with str.splitlines, which takes other characters for the end of a line as well.

caught_by = "test_nothing_but_a_newline_ends_a_line"
words = ["only \\\\n ends a line, and '\\\\x0b' was in two"]
"""


def read_lines(reader):
    with open(reader) as stream:
        return stream.read().splitlines(keepends=True)
