"""Each makes a pipe of its own: the parent reads from one that nobody writes to.

caught_by = "test_the_number_comes_from_the_child"
cause = "own-write-end"
words = ["it still holds the write end itself"]
"""

import os


def count_in_child(text):
    child = os.fork()
    reader, writer = os.pipe()
    if child == 0:
        os.write(writer, b"%d" % len(text))
        os._exit(0)
    number = int(os.read(reader, 100))
    os.close(reader)
    os.close(writer)
    os.waitpid(child, 0)
    return number
