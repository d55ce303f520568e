"""Keeps every core busy in many children, each in a session of its own.

status = "timeout"
"""

import os


def write_then_read(message):
    for _ in range(40):
        if os.fork() == 0:
            os.setsid()
            while True:
                pass
    while True:
        pass
