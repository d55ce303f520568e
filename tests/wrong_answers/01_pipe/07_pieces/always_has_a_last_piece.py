"""Gives out a last piece even where nothing was left over.

caught_by = "test_the_last_piece_comes_with_the_end"
words = ["`last(b'')` returned [''], expected []"]
"""


def cut(rest, chunk, delimiter):
    *whole, rest = (rest + chunk).split(delimiter)
    return [piece.decode() for piece in whole], rest


def last(rest):
    return [rest.decode()]
