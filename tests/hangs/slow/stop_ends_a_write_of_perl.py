"""The same in Perl."""

import os
import shutil
import signal
import time


def neighbour():
    pids = yield
    for number in (signal.SIGSTOP, signal.SIGCONT):
        for pid in pids:
            os.kill(pid, number)
        time.sleep(0.5)


if __name__ == "__main__" and shutil.which("perl"):
    os.execvp("perl", ["perl", "-e", 'pipe(R, W); exit(syswrite(W, "x" x 200000) == 200000)'])
