"""Fills the one folder that is on a disk: where the harness writes its notes.

status = ["graded", "timeout"]
"""

import sys


def write_then_read(message):
    number = 0
    while True:
        number += 1
        with open(f"{sys.argv[3]}/fill{number}", "wb") as file:
            file.write(bytes(8 << 20))
