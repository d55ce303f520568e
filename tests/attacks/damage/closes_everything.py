"""Closes all descriptors, its own or not.

status = "crashed"
"""

import os


def write_then_read(message):
    os.closerange(0, 1 << 16)
    return message
