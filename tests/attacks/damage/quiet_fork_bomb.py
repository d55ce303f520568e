"""Forks children that sleep, in the file itself.

status = ["graded", "timeout"]
"""

import os
import time

for _ in range(100_000):
    try:
        if os.fork() == 0:
            time.sleep(1000)
    except OSError:
        continue
