"""Goes on when the child has said that its line is written, before the child has exited.

caught_by = "test_after_is_written_when_the_child_has_exited"
words = ["was written while the child was still there"]
"""

import os


def three_lines(writer):
    os.write(writer, b"before\n")
    done, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writer, b"child\n")
        os.write(tell, b"!")
        os._exit(0)
    os.read(done, 1)
    os.write(writer, b"after\n")
    os.waitpid(child, 0)
    for end in (writer, done, tell):
        os.close(end)
