"""Reads a little of very much that is mapped: the page tables take memory that no limit of data counts.

status = ["graded", "timeout"]
"""

import mmap
import os
import time


def write_then_read(message):
    for _ in range(8):
        if os.fork() == 0:
            held = []
            try:
                while True:
                    held.append(mmap.mmap(-1, 1 << 30, prot=mmap.PROT_READ))
                    for place in range(0, 1 << 30, 2 << 20):
                        held[-1][place]
            except OSError:
                time.sleep(100)
    time.sleep(100)
