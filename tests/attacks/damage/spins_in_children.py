"""Keeps every core busy in many children.

status = "timeout"
"""

import os


def write_then_read(message):
    for _ in range(60):
        if os.fork() == 0:
            while True:
                pass
    while True:
        pass
