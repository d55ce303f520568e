"""Kills its parent, and the first process."""

import os
import signal


def write_then_read(message):
    os.kill(os.getppid(), signal.SIGKILL)
    os.kill(1, signal.SIGKILL)
    return "?"
