"""Waits for the child first: a few digits fit into any pipe."""

import os


def count_in_child(text):
    reader, writer = os.pipe()
    if (pid := os.fork()) == 0:
        try:
            os.write(writer, str(sum(1 for _ in text)).encode())
        finally:
            os._exit(0)
    os.close(writer)
    os.waitid(os.P_PID, pid, os.WEXITED)
    digits = b""
    while chunk := os.read(reader, 1):
        digits += chunk
    os.close(reader)
    return int(digits)
