"""Looks for one delimiter after the other and slices."""


def cut(rest, chunk, delimiter):
    data = rest + chunk
    pieces, start = [], 0
    while (at := data.find(delimiter, start)) >= 0:
        pieces.append(str(data[start:at], "utf-8"))
        start = at + len(delimiter)
    return pieces, data[start:]


def last(rest):
    if not rest:
        return []
    return [str(rest, "utf-8")]
