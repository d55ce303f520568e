"""Gives the delimiter to a regular expression, where a dot is any character.

caught_by = "test_a_delimiter_that_means_something_elsewhere"
words = ["'one.two..x' was cut at '.' into"]
"""

import re


def pieces_until(reader, delimiter):
    with open(reader) as stream:
        parts = re.split(f"({delimiter})", stream.read())
    pieces = [text + end for text, end in zip(parts[::2], parts[1::2], strict=False)]
    return pieces + ([parts[-1]] if parts[-1] else [])
