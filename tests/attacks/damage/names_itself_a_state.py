"""Hangs under a name that looks like the state of a process that runs: prctl(2).

status = "graded"
"""

import ctypes
import os

PR_SET_NAME = 15


def write_then_read(message):
    ctypes.CDLL(None).prctl(PR_SET_NAME, b"State: R", 0, 0, 0)
    reader, writer = os.pipe()
    os.read(reader, 1)
