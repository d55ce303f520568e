"""The other side of a FIFO is opened late."""

import os
import tempfile
import time

path = os.path.join(tempfile.mkdtemp(), "fifo")
os.mkfifo(path)
if os.fork() == 0:
    time.sleep(0.3)
    with open(path, "w") as fifo:
        fifo.write("late")
    os._exit(0)
with open(path) as fifo:
    assert fifo.read() == "late"
