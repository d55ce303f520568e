"""A command without a text of its own goes on after Ctrl-C, for what it imports says so, wherever that is."""

import os
import signal
import sys
from pathlib import Path

COMMAND = "import sys\nfrom application import main\nsys.exit(main())\n"
APPLICATION = """\
import threading
def main():
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        return 0
"""


def neighbour():
    with open("to_neighbour") as fifo:
        pid = int(fifo.read())
    yield
    os.kill(pid, signal.SIGINT)


if __name__ == "__main__":
    library = Path("library").absolute()
    library.mkdir()
    (library / "application.py").write_text(APPLICATION)
    Path("command").write_text(COMMAND)
    with open("to_neighbour", "w") as fifo:
        fifo.write(str(os.getpid()))
    os.environ["PYTHONPATH"] += f":{library}"
    os.execv(sys.executable, [sys.executable, "command"])
