"""The one in the middle ends, and stays as a zombie.

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
    if os.fork() == 0:
        if os.fork() == 0:
            os.write(writer, b"ready")
            while os.read(reader, 4096):
                pass
            os._exit(0)

        os._exit(0)
    os.close(reader)
    os.close(writer)
