"""Answers well, and leaves a daemon that outlives its parents."""

import os
import time


def write_then_read(message):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.closerange(0, 900)
            time.sleep(100)
        os._exit(0)
    os.wait()
    reader, writer = os.pipe()
    with open(reader) as way_out:
        with open(writer, "w") as way_in:
            way_in.write(message)
        return way_out.read()
