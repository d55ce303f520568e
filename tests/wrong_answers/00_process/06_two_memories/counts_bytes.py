"""Counts bytes in place of characters.

caught_by = "test_a_character_may_have_several_bytes"
words = ["expected 3"]
"""

import os


def count_in_child(text):
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writer, b"%d" % len(text.encode()))
        os._exit(0)
    number = int(os.read(reader, 100))
    os.close(reader)
    os.close(writer)
    os.waitpid(child, 0)
    return number
