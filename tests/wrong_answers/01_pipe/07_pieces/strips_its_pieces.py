"""Takes white space off both ends of a piece.

caught_by = "test_white_space_belongs_to_a_piece"
words = ["'one'"]
"""


def cut(rest, chunk, delimiter):
    *whole, rest = (rest + chunk).split(delimiter)
    return [piece.decode().strip() for piece in whole], rest


def last(rest):
    return [rest.decode().strip()] if rest.strip() else []
