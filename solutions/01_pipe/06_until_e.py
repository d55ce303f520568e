"""Until e: the same ten lines in 41 pieces, because the reader says where to cut.

A stream has no beginning and no end inside. That we cut it at the newline is a habit. Cut at the letter `e`,
"Another one bites the dust", ten times, is `Anothe`, `r one`, ` bite`, `s the`, ` dust` and a newline and
`Anothe`, … Python has no call for that; here you write it.

Read on: io.TextIOBase.read, getdelim(3)
"""


def pieces_until(reader: int, delimiter: str) -> list[str]:
    """Read pieces from a pipe until the end of file; each ends with the delimiter.

    reader: the read end; it is closed when the function returns. delimiter: one character.
    Returns the pieces in their order. What is left behind the last delimiter is the last piece; if nothing is
    left there, there is no such piece.
    """
    pieces = []
    piece = ""
    with open(reader) as stream:
        while character := stream.read(1):
            piece += character
            if character == delimiter:
                pieces.append(piece)
                piece = ""
    if piece:  # this one ends with the stream
        pieces.append(piece)
    return pieces
