"""The message is read, and thrown away: the argument is returned.

caught_by = "test_the_message_that_was_read_comes_back"
words = ["changed on its way", "it was to return what it has read"]
"""

import os


def write_then_read(message):
    reader, writer = os.pipe()
    with open(reader) as way_out:
        with open(writer, "w") as way_in:
            way_in.write(message)
        way_out.read()
    return message
