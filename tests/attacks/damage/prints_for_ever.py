"""Prints without an end."""


def write_then_read(message):
    while True:
        print("all work and no play " * 1000)
