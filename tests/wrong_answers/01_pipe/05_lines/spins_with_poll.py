"""Asks poll again and again whether there is something, and never sleeps.

caught_by = "test_a_line_that_comes_late_is_waited_for"
words = ["never sleeps: it spins"]
"""

import os
import select


def read_lines(reader):
    data = b""
    p = select.poll()
    p.register(reader, select.POLLIN)
    while True:
        if not p.poll(0):
            continue
        c = os.read(reader, 999)
        if not c:
            break
        data += c
    os.close(reader)
    return [x.decode() for x in data.splitlines(keepends=True)]
