"""Keeps what is left over, but never puts it before what comes next.

caught_by = "test_what_is_left_over_is_kept"
words = ["['o']"]
"""


def cut(rest, chunk, delimiter):
    *whole, rest = chunk.split(delimiter)
    return [piece.decode() for piece in whole], rest


def last(rest):
    return [rest.decode()] if rest else []
