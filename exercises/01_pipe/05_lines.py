"""Lines: a pipe carries bytes, and the reader makes lines of them.

A pipe does not know what was written with one call and what with many. One `os.read` may get half a line, or
seven of them. So a reader of lines puts together what belongs together, and cuts at the newline.

Read on: pipe(7), read(2), io.TextIOBase.readline
"""

import os


def read_lines(reader: int) -> list[str]:
    """Read lines from a pipe until the end of file.

    reader: the read end; it is closed when the function returns.
    Returns the lines in their order, each with the newline at its end; only the last one may have none.
    """
    lines = []
    # TODO: what os.read returns is a piece of the stream. Is a piece a line?
    while piece := os.read(reader, 4096):
        lines.append(piece.decode())
    os.close(reader)
    return lines
