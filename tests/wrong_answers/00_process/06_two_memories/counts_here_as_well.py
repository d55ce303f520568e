"""Throws the number of the child away, and counts itself.

caught_by = "test_the_number_that_came_is_returned"
words = ["it was to return what it has read"]
"""

import os


def count_in_child(text):
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writer, b"%d" % len(text))
        os._exit(0)
    os.read(reader, 100)
    os.close(reader)
    os.close(writer)
    os.waitpid(child, 0)
    return len(text)
