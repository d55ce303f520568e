"""Forks once, and waits for the one that goes on.

caught_by = "test_the_orphan_goes_on_until_the_end_of_its_input"
cause = "waiting-for-child"
words = ["to exit, but the", "only the test could close that"]
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
    os.waitpid(child, 0)
