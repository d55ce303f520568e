"""Loads many modules in the function, which keeps a core busy for a while before it waits."""

import os
import select


def read_lines(reader):
    p = select.poll()
    p.register(reader, select.POLLIN)
    data = bytearray()
    while True:
        p.poll()
        c = os.read(reader, 512)
        if not c:
            break
        data.extend(c)
    os.close(reader)
    import io

    return io.TextIOWrapper(io.BytesIO(data), newline="\n").readlines()
