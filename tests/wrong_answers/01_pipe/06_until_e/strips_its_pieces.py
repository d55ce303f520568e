"""Takes white space off what follows the last delimiter.

caught_by = "test_the_last_piece_ends_with_the_stream"
words = ["' dust'"]
"""


def pieces_until(reader, delimiter):
    with open(reader) as stream:
        *whole, rest = stream.read().split(delimiter)
    return [piece + delimiter for piece in whole] + ([rest.rstrip()] if rest else [])
