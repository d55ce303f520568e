"""Two descriptors; the reader does not wait for a client when it opens."""

import os
import select


def serve(path, count):
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    writer = os.open(path, os.O_WRONLY)
    lines, rest = [], b""
    while len(lines) < count:
        select.select([reader], [], [])
        *whole, rest = (rest + os.read(reader, 100)).split(b"\n")
        lines += [line.decode() for line in whole]
    os.close(writer)
    os.close(reader)
    return lines
