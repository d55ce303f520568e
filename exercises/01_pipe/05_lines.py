"""Lines: a pipe carries bytes, and the reader makes lines of them.

A pipe does not remember which bytes were written together. One `os.read` may return half a line, or seven of
them. So a reader of lines joins what belongs together, and cuts at the newline.

Read on: pipe(7), read(2), io.TextIOBase.readline
"""

import os


def read_lines(reader: int) -> list[str]:
    """Read lines from a pipe until the end of file.

    reader: the read end; it is closed when the function returns. What comes is UTF-8, without carriage returns.
    Returns the lines in their order, each with its newline; only the last one may lack it. Nothing else ends a line.
    """
    lines = []
    # TODO: os.read returns a chunk of the stream. Is a chunk a line?
    while chunk := os.read(reader, 4096):
        lines.append(chunk.decode())
    os.close(reader)
    return lines
