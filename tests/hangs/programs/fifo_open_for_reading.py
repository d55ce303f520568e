"""Nobody opens the FIFO for writing.

cause = "fifo-half-open"
verdict = "timeout"
"""

import os
import tempfile

folder = tempfile.mkdtemp()
path = os.path.join(folder, "fifo")
os.mkfifo(path)
with open(path) as fifo:  # waits
    print(fifo.read())
