"""Takes the first piece for a line.

caught_by = "test_a_line_in_pieces"
words = ["came back when 1 of 3 things had come"]
"""

import select
import time


def hello_from(socks, seconds):
    ends = time.monotonic() + seconds
    said, left = [], list(socks)
    while left and (rest := ends - time.monotonic()) > 0:
        for sock in select.select(left, [], [], rest)[0]:
            if sock.recv(4096):
                said.append(socks.index(sock))
            left.remove(sock)
    return sorted(said)
