"""poll, which tells of an end by POLLHUP."""

import os
import select


def merge(a, b, out):
    poll = select.poll()
    for reader in (a, b):
        poll.register(reader, select.POLLIN)
    left = 2
    while left:
        for reader, events in poll.poll():
            if events & select.POLLIN:
                os.write(out, os.read(reader, 65536))
            else:
                poll.unregister(reader)
                left -= 1
