"""Prints without an end.

status = ["graded", "timeout"]
"""


def write_then_read(message):
    while True:
        print("all work and no play " * 1000)
