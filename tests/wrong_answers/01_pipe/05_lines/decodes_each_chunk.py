"""Joins the lines, but decodes each chunk for itself: a letter may come in two halves.

caught_by = "test_a_letter_that_comes_byte_by_byte_is_one_letter"
words = ["UnicodeDecodeError"]
"""

import os


def read_lines(reader):
    text = ""
    while chunk := os.read(reader, 4096):
        text += chunk.decode()
    os.close(reader)
    *lines, rest = text.split("\n")
    return [line + "\n" for line in lines] + ([rest] if rest else [])
