"""Looks for one byte only, whatever the delimiter is.

caught_by = "test_a_delimiter_of_several_bytes"
words = ["assert"]
"""


def pieces_until(reader, delimiter):
    with open(reader, "rb") as f:
        t = f.read()
    d = delimiter.encode()[-1:]
    parts = t.split(d)
    return [(p + d).decode(errors="replace") for p in parts[:-1]] + [parts[-1].decode()] * bool(parts[-1])
