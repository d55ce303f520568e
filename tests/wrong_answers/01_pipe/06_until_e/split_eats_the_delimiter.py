"""Splits at the delimiter, which then belongs to no piece.

caught_by = "test_each_piece_ends_with_the_delimiter"
words = ["'Anoth'"]
"""


def pieces_until(reader, delimiter):
    with open(reader) as stream:
        return stream.read().split(delimiter)
