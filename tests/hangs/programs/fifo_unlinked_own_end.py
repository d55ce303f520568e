"""A FIFO without a name (any more), held for reading and writing by its only reader.

cause = "own-write-end"
blame = ["fifo"]
hidden = "timeout"
"""

import os
import tempfile

folder = tempfile.mkdtemp()
path = os.path.join(folder, "fifo")
os.mkfifo(path)
fifo = os.open(path, os.O_RDWR)
os.unlink(path)
os.write(fifo, b"one")
while os.read(fifo, 100):  # waits
    pass
