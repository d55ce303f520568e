"""Pieces: cut a stream that arrives in chunks of any size, with nothing but the chunks.

A file object hides where one read ends and the next begins. Without it, a delimiter of several bytes can be
split over two reads, and so can a letter: `é` is two bytes in UTF-8. So keep what is left of one chunk for
the next, and decode a piece only when it is whole.

Read on: read(2), utf-8(7), bytes.split
"""


def cut(rest: bytes, chunk: bytes, delimiter: bytes) -> tuple[list[str], bytes]:
    """Cut as many whole pieces as there are now.

    rest: what was left over the last time. chunk: what has just been read, at least one byte. delimiter: one byte
    or more; it ends a piece and is no part of it.
    Returns the whole pieces as text, and the bytes that are left over for the next time.
    """
    *whole, rest = (rest + chunk).split(delimiter)  # bytes: a letter that is cut in two stays in the rest
    return [piece.decode() for piece in whole], rest


def last(rest: bytes) -> list[str]:
    """Give out what is left at the end of file.

    rest: what was left over.
    Returns the last piece in a list; an empty list if nothing was left over.
    """
    return [rest.decode()] if rest else []
