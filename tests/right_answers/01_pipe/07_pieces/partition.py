"""Cuts one piece off the front after the other."""


def cut(rest, chunk, delimiter):
    pieces, left = [], bytes(rest) + chunk
    while delimiter in left:
        piece, _, left = left.partition(delimiter)
        pieces.append(piece.decode("utf-8"))
    return pieces, left


def last(rest):
    return [rest.decode("utf-8") for rest in (rest,) if rest]
