"""Kills its process group."""

import os
import signal


def write_then_read(message):
    os.killpg(0, signal.SIGKILL)
    return "?"
