"""Goes on asking for those who have ended: they are ready for ever.

caught_by = "test_who_ends_has_not_said_a_line"
words = ["never sleeps: it spins"]
"""

import select
import time


def hello_from(socks, seconds):
    ends = time.monotonic() + seconds
    said, ended = set(), set()
    while len(said | ended) < len(socks) and (rest := ends - time.monotonic()) > 0:
        for sock in select.select([sock for sock in socks if sock not in said], [], [], rest)[0]:
            data = sock.recv(4096)
            if not data:
                ended.add(sock)
            elif b"\n" in data:
                said.add(sock)
    return [place for place, sock in enumerate(socks) if sock in said]
