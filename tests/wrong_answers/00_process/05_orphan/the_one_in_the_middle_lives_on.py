"""The one in the middle does the work, its child ends, and nobody is an orphan.

caught_by = "test_its_parent_has_gone"
apart = "left-behind"
words = ["not an orphan"]
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
        grandchild = os.fork()
        if grandchild == 0:
            os._exit(0)
        os.waitpid(grandchild, 0)
        os.write(writer, b"ready")
        while os.read(reader, 4096):
            pass
        os._exit(0)

    os.close(reader)
    os.close(writer)
