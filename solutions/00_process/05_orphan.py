"""An orphan: a process that is nobody's child.

When a parent ends before its child, another process takes the child over: number 1, or one that has asked for orphans.
Whoever wants to leave a process running, and never wait for it, makes use of that: it forks a child, which forks
a grandchild and ends at once. The child is waited for, which takes no time, and the grandchild is an orphan.

Nobody here may wait for an orphan any more. But if it holds the write end of a pipe, the end of that pipe
tells of its death.

Read on: fork(2), the notes of wait(2), daemon(7)
"""

import os


def is_childless() -> bool:
    """Tell whether this process has no child, neither alive nor dead; ask nobody for a status."""
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return True
    return False  # survives: nobody has a child here


def detach(reader: int, writer: int) -> None:
    """Leave an orphan running, a grandchild that writes b"ready", reads until the end of its input, and exits.

    reader: the read end of its input. writer: the write end of the pipe in which "ready" goes. Both are
    closed here when the function returns, and nobody but the orphan holds them.
    When it returns, the orphan goes on, and this process has no child, neither alive nor dead.
    """
    child = os.fork()
    if child == 0:
        grandchild = os.fork()
        if grandchild == 0:
            os.write(writer, b"ready")
            while os.read(reader, 4096):
                pass
        os._exit(0)  # the one in the middle does so at once, and leaves an orphan
    os.close(reader)
    os.close(writer)
    os.waitpid(child, 0)  # for the one in the middle, which takes no time
