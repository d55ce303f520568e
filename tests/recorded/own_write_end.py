"""cause = "own-write-end"
summary = "The parent waits for the end of pipe A, but it still holds the write end itself: `writer` (fd {writer})."
people = ["parent", "child"]
blamed = ["write end parent writer (fd {writer}) <- keeps it open"]
"""

import os


def f():
    reader, writer = os.pipe()
    if os.fork() == 0:
        os.write(writer, b"Another one bites the dust\n")
        os._exit(0)
    with open(reader) as lines:
        return [line for line in lines]
