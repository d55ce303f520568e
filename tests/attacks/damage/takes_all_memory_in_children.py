"""Takes memory in many processes, each of which stays below a limit for one.

status = ["graded", "timeout"]
"""

import os
import time


def write_then_read(message):
    for _ in range(40):
        if os.fork() == 0:
            held = bytearray(os.urandom(1)) * (200 << 20)
            time.sleep(100)
            os._exit(len(held) & 1)
    time.sleep(100)
    return "?"
