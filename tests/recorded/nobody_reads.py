"""cause = "nobody-reads"
summary = "The child waits for room in pipe A, which is full, but nobody reads it: the parent holds the read end (`reader` (fd {reader})) and waits for the child to exit."
people = ["parent", "child"]
blamed = ["read end parent reader (fd {reader}) <- does not read"]
"""

import os


def f():
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        os.write(writer, bytes(100_000))
        os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    return os.read(reader, 100_000)
