"""cause = "other-write-end"
summary = "The parent waits for the end of pipe A, but child 2 still holds its write end: `writer` (fd {writer})."
people = ["parent", "child", "child 2"]
blamed = ["write end child 2 writer (fd {writer}) <- keeps it open"]
"""

import os
import signal


def f():
    reader, writer = os.pipe()
    if os.fork() == 0:
        os.write(writer, b"one")
        os._exit(0)
    helper = os.fork()
    if helper == 0:
        signal.pause()
        os._exit(0)
    os.close(writer)
    with open(reader, "rb") as data:
        print(data.read())
    os.kill(helper, signal.SIGTERM)
