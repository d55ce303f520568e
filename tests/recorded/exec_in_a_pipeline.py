"""cause = "other-write-end"
summary = "Child 2 waits for the end of pipe A, but the parent still holds its write end: `writer` (fd {writer})."
people = ["parent", "child 2"]
blamed = ["write end parent writer (fd {writer}) <- keeps it open"]
"""

import os


def f():
    reader, writer = os.pipe()
    if os.fork() == 0:
        os.dup2(writer, 1)
        os.execvp("echo", ["echo", "hello"])
    if os.fork() == 0:
        os.dup2(reader, 0)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.execvp("cat", ["cat"])
    os.close(reader)
    for _ in range(2):
        os.wait()
    os.close(writer)
