"""Asks for ten children at most, and more may have ended.

caught_by = "test_who_was_asked_for_is_gone"
words = ["twenty children had exited, and reap told of 10"]
"""

import os


def start(count):
    children, writers = ([], [])
    for code in range(count):
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            for end in [*writers, writer]:
                os.close(end)
            os.read(reader, 1)
            os._exit(code)
        os.close(reader)
        children.append(child)
        writers.append(writer)
    return (children, writers)


def until_ended(children):
    for child in children:
        os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)


def reap():
    found = []
    for _ in range(10):
        try:
            child, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            break
        if child == 0:
            break
        found.append((child, os.waitstatus_to_exitcode(status)))
    return found
