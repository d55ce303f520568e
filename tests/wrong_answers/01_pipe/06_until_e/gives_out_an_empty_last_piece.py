"""Gives out what is left at the end, even if nothing is.

caught_by = "test_behind_a_delimiter_at_the_very_end_there_is_no_piece"
words = ["['one', ', bite', '']"]
"""


def pieces_until(reader, delimiter):
    with open(reader) as stream:
        *pieces, rest = stream.read().split(delimiter)
        return [piece + delimiter for piece in pieces] + [rest]
