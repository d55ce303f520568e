"""cause = "waiting-for-child"
summary = "The parent waits for the child to exit, but the child waits for data from pipe A, and only the parent could send any: `writer` (fd {writer})."
people = ["parent", "child"]
blamed = ["write end parent writer (fd {writer}) <- sends nothing"]
"""

import os


def f():
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(writer)
        os._exit(os.read(reader, 1)[0])
    os.waitpid(child, 0)
    os.write(writer, b"go")
