"""Takes what one read returns for whole lines.

caught_by = "test_three_write_at_the_same_time"
words = ["unexpected end of data"]
"""

import os


def serve(path, count):
    lines = []
    reader = os.open(path, os.O_RDONLY)
    writer = os.open(path, os.O_WRONLY)
    while len(lines) < count:
        lines += os.read(reader, 4096).decode().splitlines()
    os.close(reader)
    os.close(writer)
    return lines
