"""Forks once, and waits for nobody: who goes on is its own child.

caught_by = "test_nobody_here_has_to_wait_for_it"
words = ["still had a child"]
"""

import os


def is_childless() -> bool:
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return True
    return False


def detach(reader, writer):
    child = os.fork()
    if child == 0:
        os.write(writer, b"ready")
        while os.read(reader, 4096):
            pass
        os._exit(0)

    os.close(reader)
    os.close(writer)
