"""A program writes what it reads: both of its ends are pipes, and subprocess does the work."""

import subprocess


def write_then_read(message):
    done = subprocess.run(["cat"], input=message.encode(), stdout=subprocess.PIPE, check=True)
    return done.stdout.decode()
