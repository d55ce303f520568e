"""Marks each cut with a character that may be in the text as well.

caught_by = "test_nothing_else_ends_a_piece"
words = ["was cut at 'e' into"]
"""


def pieces_until(reader, delimiter):
    with open(reader) as f:
        t = f.read()
    t = t.replace(delimiter, delimiter + "\x00")
    return [p for p in t.split("\x00") if p]
