"""Lines: a pipe carries bytes, and the reader makes lines of them.

A pipe does not know what was written with one call and what with many. One `os.read` may get half a line, or
seven of them. So a reader of lines puts together what belongs together, and cuts at the newline.

Read on: pipe(7), read(2), io.TextIOBase.readline
"""


def read_lines(reader: int) -> list[str]:
    """Read lines from a pipe until the end of file.

    reader: the read end; it is closed when the function returns.
    Returns the lines in their order, each with the newline at its end; only the last one may have none.
    """
    with open(reader) as stream:  # a file object keeps what it has read too much for the next line
        return list(stream)
