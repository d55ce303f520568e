"""A child counts and ends, and with it the last write end of the pipe that its parent reads."""

import os
import time

r, w = os.pipe()


def beat():
    for _ in range(30):
        time.sleep(0.2)


if os.fork() == 0:
    os.close(r)
    beat()
    os._exit(0)
os.close(w)
assert os.read(r, 10) == b""
