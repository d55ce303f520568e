"""The parent does not wait for its child before it goes on.

caught_by = "test_the_lines_come_in_the_order_of_the_story"
cause = "left-behind"
words = ["child"]
"""

import os


def three_lines(writer):
    with open(writer, "w") as out:
        out.write("before\n")
        out.flush()
        reader, done = os.pipe()
        if os.fork() == 0:
            out.write("child\n")
            out.flush()
            os._exit(0)
        os.close(done)
        os.read(reader, 1)  # the child has gone, and nobody has asked for its status
        os.close(reader)
        out.write("after\n")
