"""Splits, and then adds the delimiter to every piece, the last one included.

caught_by = "test_the_last_piece_ends_with_the_stream"
words = [" dust\\\\ne"]
"""


def pieces_until(reader, delimiter):
    with open(reader) as stream:
        return [piece + delimiter for piece in stream.read().split(delimiter)]
