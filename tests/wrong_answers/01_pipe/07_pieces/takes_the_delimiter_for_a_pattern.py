"""Gives the delimiter to a regular expression, where some bytes mean something else.

caught_by = "test_a_delimiter_that_means_something_elsewhere"
words = ["cut at b'.'"]
"""

import re


def cut(rest, chunk, delimiter):
    *whole, rest = re.split(delimiter, rest + chunk)
    return [piece.decode() for piece in whole], rest


def last(rest):
    return [rest.decode()] if rest else []
