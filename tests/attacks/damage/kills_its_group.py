"""Kills its process group.

status = "crashed"
"""

import os
import signal


def write_then_read(message):
    os.killpg(0, signal.SIGKILL)
    return "?"
