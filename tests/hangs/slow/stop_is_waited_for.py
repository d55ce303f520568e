"""A parent waits until its child is stopped, which somebody outside does."""

import os
import signal


def neighbour():
    pids = yield
    os.kill(pids[1], signal.SIGSTOP)


if __name__ == "__main__":
    pid = os.fork()
    if pid == 0:
        signal.pause()
    _, status = os.waitpid(pid, os.WUNTRACED)
    assert os.WIFSTOPPED(status)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
