"""Keeps every core busy in as many children as it may have, each in a session of its own.

status = "timeout"
"""

import os


def write_then_read(message):
    for _ in range(90):
        if os.fork() == 0:
            os.setsid()
            while True:
                pass
    while True:
        pass
