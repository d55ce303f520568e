"""Takes white space off both ends of what was read.

caught_by = "test_nothing_is_changed_on_the_way"
words = ["'one\\\\ttwo'"]
"""

import os


def write_then_read(message):
    reader, writer = os.pipe()
    with open(writer, "w") as way_in:
        way_in.write(message)
    with open(reader) as way_out:
        return way_out.read().strip()
