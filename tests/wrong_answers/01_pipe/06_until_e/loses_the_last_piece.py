"""Gives out a piece at each delimiter, and nothing at the end of file.

caught_by = "test_the_last_piece_ends_with_the_stream"
words = ["is the text after the last 'e' lost?"]
"""


def pieces_until(reader, delimiter):
    pieces, piece = [], ""
    with open(reader) as stream:
        while character := stream.read(1):
            piece += character
            if character == delimiter:
                pieces.append(piece)
                piece = ""
    return pieces
