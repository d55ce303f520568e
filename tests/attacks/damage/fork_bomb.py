"""Forks until it cannot.

status = ["graded", "timeout"]
"""

import os


def write_then_read(message):
    while True:
        os.fork()
