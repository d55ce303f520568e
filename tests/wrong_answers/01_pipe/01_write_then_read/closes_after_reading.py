"""Closes the write end after the read, which never ends.

caught_by = "test_nothing_but_the_end_is_a_message_too"
cause = "own-write-end"
words = ["it still holds the write end itself: `writer`"]
"""

import os


def write_then_read(message):
    reader, writer = os.pipe()
    os.write(writer, message.encode())
    with open(reader) as way_out:
        everything = way_out.read()
    os.close(writer)
    return everything
