"""After Ctrl-C, a Python that was started with -i reads on from its input."""

import os
import signal
import sys


def neighbour():
    with open("to_neighbour") as fifo:
        pid = int(fifo.read())
    yield
    os.kill(pid, signal.SIGINT)


if __name__ == "__main__":
    with open("waits.py", "w") as file:
        file.write("import threading\nthreading.Event().wait()\n")
    reader, writer = os.pipe()
    os.write(writer, b"import os; os._exit(0)\n")
    os.close(writer)
    os.dup2(reader, 0)
    with open("to_neighbour", "w") as fifo:
        fifo.write(str(os.getpid()))
    os.execv(sys.executable, [sys.executable, "-i", "waits.py"])
