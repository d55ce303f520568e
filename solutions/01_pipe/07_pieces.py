"""Pieces: cut a stream that arrives in bits of any size, with nothing but the bits.

A file object hides where one read ends and the next begins. Without it, a delimiter of several bytes can be
split over two reads, and so can a letter: `é` is two bytes in UTF-8. So keep what is left of one bit for the
next, and make text of bytes only when a piece is whole.

Read on: read(2), utf-8(7), bytes.split
"""


def cut(rest: bytes, bit: bytes, delimiter: bytes) -> tuple[list[str], bytes]:
    """Cut as many whole pieces as there are now.

    rest: what was left over the last time. bit: what has just been read, at least one byte. delimiter: one byte
    or more, that ends a piece and does not belong to it.
    Returns the whole pieces as text, and the bytes that are left over for the next time.
    """
    *whole, rest = (rest + bit).split(delimiter)  # bytes: a letter that is cut in two stays in the rest
    return [piece.decode() for piece in whole], rest


def last(rest: bytes) -> list[str]:
    """What is still to be given out at the end of file.

    rest: what was left over.
    Returns the last piece in a list; an empty list if nothing was left over.
    """
    return [rest.decode()] if rest else []
