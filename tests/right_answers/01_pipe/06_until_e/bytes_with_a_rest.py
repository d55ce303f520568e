"""Bare reads, and the rest of each kept for the next one."""

import os


def pieces_until(reader, delimiter):
    cut, rest, pieces = delimiter.encode(), b"", []
    while data := os.read(reader, 8):
        *whole, rest = (rest + data).split(cut)
        pieces += [piece + cut for piece in whole]
    os.close(reader)
    return [piece.decode() for piece in (*pieces, *([rest] if rest else []))]
