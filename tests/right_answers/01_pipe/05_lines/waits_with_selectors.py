"""A selector waits for the descriptor, which never blocks by itself; lines are cut from bytes."""

import os
import selectors


def read_lines(reader):
    lines, rest = [], b""
    os.set_blocking(reader, False)
    with selectors.DefaultSelector() as selector:
        selector.register(reader, selectors.EVENT_READ)
        while selector.select():
            data = os.read(reader, 100)
            if not data:
                break
            *whole, rest = (rest + data).split(b"\n")
            lines += [line.decode() + "\n" for line in whole]
    os.close(reader)
    return lines + ([rest.decode()] if rest else [])
