"""A program of one's own has the name of one that handles signals unasked, and waits for SIGTERM."""

import os
import shutil
import signal
import subprocess


def neighbour():
    pids = yield
    os.kill(pids[-1], signal.SIGTERM)


if __name__ == "__main__" and shutil.which("perl"):
    shutil.copy(shutil.which("perl"), "sort")
    script = "$SIG{TERM} = sub { exit 0 }; pipe(R, W); sysread(R, $x, 1); exit 3"
    assert subprocess.run(["./sort", "-e", script]).returncode == 0
