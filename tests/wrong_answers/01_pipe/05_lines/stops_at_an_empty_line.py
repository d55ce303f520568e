"""Strips the newline first, and then takes an empty line for the end of file.

caught_by = "test_an_empty_line_is_a_line"
words = ["returned [], expected"]
"""


def read_lines(reader):
    lines = []
    with open(reader) as stream:
        while line := stream.readline().rstrip("\n"):
            lines.append(line + "\n")
    return lines
