"""Two processes, two FIFOs, opened in opposite orders.

cause = "fifo-half-open"
verdict = "timeout"
"""

import os
import tempfile

folder = tempfile.mkdtemp()
one, two = os.path.join(folder, "one"), os.path.join(folder, "two")
os.mkfifo(one)
os.mkfifo(two)
if os.fork() == 0:
    answers = open(two, "w")
    questions = open(one)
    os._exit(0)
questions = open(one, "w")  # waits
answers = open(two)
