"""The same ends a child, for which its parent waits: nobody handles the signal."""

import fcntl
import os
import signal


def neighbour():
    yield
    open("inbox/letter", "w").close()


if __name__ == "__main__":
    os.mkdir("inbox")
    pid = os.fork()
    if pid == 0:
        fcntl.fcntl(os.open("inbox", os.O_RDONLY), fcntl.F_NOTIFY, fcntl.DN_CREATE)
        signal.pause()
    assert os.WTERMSIG(os.waitpid(pid, 0)[1]) == signal.SIGIO
