"""The orphan writes, and ends at once.

caught_by = "test_all_of_its_input_is_read"
words = ["was to read its input to the end"]
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
        if os.fork() == 0:
            os.write(writer, b"ready")
        os._exit(0)
    os.close(reader)
    os.close(writer)
    os.waitpid(child, 0)
