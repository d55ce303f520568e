"""Ends the process with status 0 when it is called.

status = "crashed"
"""

import os


def write_then_read(message):
    os._exit(0)
