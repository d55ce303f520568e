"""Reads a byte at a time and takes each for a letter.

caught_by = "test_a_delimiter_of_several_bytes"
words = ["UnicodeDecodeError"]
"""

import os


def pieces_until(reader, delimiter):
    pieces, piece = [], ""
    while byte := os.read(reader, 1):
        piece += byte.decode()
        if piece.endswith(delimiter):
            pieces.append(piece)
            piece = ""
    os.close(reader)
    return pieces + ([piece] if piece else [])
