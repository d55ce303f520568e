"""Decodes each chunk, before a piece is whole.

caught_by = "test_a_letter_is_split_over_two_reads"
words = ["UnicodeDecodeError"]
"""


def cut(rest, chunk, delimiter):
    *whole, rest = (rest.decode() + chunk.decode()).split(delimiter.decode())
    return whole, rest.encode()


def last(rest):
    return [rest.decode()] if rest else []
