"""cause = "own-write-end"
summary = "Your process waits for data from pipe A, but nobody else can send any: it still holds the write end itself: `writer` (fd {writer})."
people = ["your process"]
blamed = ["write end your process writer (fd {writer}) <- keeps it open"]
"""

import os
import select


def f():
    reader, writer = os.pipe()
    select.select([reader], [], [])
    os.write(writer, b".")
