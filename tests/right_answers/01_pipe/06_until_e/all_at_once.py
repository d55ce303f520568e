"""Reads everything and cuts it with a regular expression."""

import re


def pieces_until(reader, delimiter):
    with open(reader) as stream:
        text = stream.read()
    cut = re.escape(delimiter)
    return re.findall(f"[^{cut}]*{cut}|[^{cut}]+", text)
