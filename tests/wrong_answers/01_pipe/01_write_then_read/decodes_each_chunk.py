"""Decodes each chunk for itself: a letter that lies across two of them is lost.

caught_by = "test_letters_of_three_bytes_are_not_cut"
words = ["UnicodeDecodeError"]
"""

import os


def write_then_read(message):
    reader, writer = os.pipe()
    os.write(writer, message.encode())
    os.close(writer)
    text = ""
    while chunk := os.read(reader, 4096):
        text += chunk.decode()
    os.close(reader)
    return text
