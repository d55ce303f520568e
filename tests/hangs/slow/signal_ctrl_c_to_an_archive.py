"""A program in an archive, whose text nobody can read from outside, goes on after Ctrl-C."""

import os
import signal
import sys
import zipfile

TEXT = """\
import threading
try:
    threading.Event().wait()
except KeyboardInterrupt:
    pass
"""


def neighbour():
    with open("to_neighbour") as fifo:
        pid = int(fifo.read())
    yield
    os.kill(pid, signal.SIGINT)


if __name__ == "__main__":
    with zipfile.ZipFile("application", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("__main__.py", TEXT)
    with open("to_neighbour", "w") as fifo:
        fifo.write(str(os.getpid()))
    os.execv(sys.executable, [sys.executable, "application"])
