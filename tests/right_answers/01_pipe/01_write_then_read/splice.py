"""The kernel moves the bytes from one pipe to another, in no process's memory."""

import os


def write_then_read(message):
    r1, w1 = os.pipe()
    r2, w2 = os.pipe()
    data = message.encode()
    os.write(w1, data)
    os.close(w1)
    while hasattr(os, "splice") and os.splice(r1, w2, 65536):
        pass
    os.close(r1)
    os.close(w2)
    with os.fdopen(r2, newline="") as f:
        got = f.read()
    return got
