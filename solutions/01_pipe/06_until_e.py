"""Until e: the same ten lines in 41 pieces, because the reader says where to cut.

Nothing in a stream says where to cut it. We cut at the newline by habit. Cut at the letter `e`, ten lines of
"Another one bites the dust" begin with `Anothe`, `r one`, ` bite`, `s the`, and the next piece goes on over
the newline: from ` dust` to `Anothe`. Python has no call for that; here you write it.

Read on: io.TextIOBase.read, getdelim(3)
"""


def pieces_until(reader: int, delimiter: str) -> list[str]:
    """Read pieces from a pipe until the end of file; each ends with the delimiter.

    reader: the read end; it is closed when the function returns. What comes is UTF-8, without carriage returns.
    delimiter: one character, any other than that.
    Returns the pieces in their order. Text that follows the last delimiter is the last piece; where none follows,
    there is no such piece.
    """
    pieces = []
    piece = ""
    with open(reader) as stream:
        while character := stream.read(1):
            piece += character
            if character == delimiter:
                pieces.append(piece)
                piece = ""
    if piece:  # the last one ends with the stream
        pieces.append(piece)
    return pieces
