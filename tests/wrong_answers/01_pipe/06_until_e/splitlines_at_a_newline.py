"""Leaves the newline to splitlines, which cuts at others as well.

caught_by = "test_another_delimiter"
words = ["expected"]
"""


def pieces_until(reader, delimiter):
    with open(reader) as f:
        text = f.read()
    if delimiter == "\n":
        return text.splitlines(keepends=True)
    parts = text.split(delimiter)
    return [p + delimiter for p in parts[:-1]] + ([parts[-1]] if parts[-1] else [])
