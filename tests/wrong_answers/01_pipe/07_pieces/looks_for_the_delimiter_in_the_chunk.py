"""Looks for the delimiter only in what has just come: one that is split over two reads is never found.

caught_by = "test_a_delimiter_is_split_over_two_reads"
words = ["([], b'one\\\\r\\\\ntwo')"]
"""


def cut(rest, chunk, delimiter):
    if delimiter not in chunk:
        return [], rest + chunk
    *whole, rest = (rest + chunk).split(delimiter)
    return [piece.decode() for piece in whole], rest


def last(rest):
    return [rest.decode()] if rest else []
