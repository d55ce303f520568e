"""Goes round, and sleeps for a moment where nobody had room.

caught_by = "test_the_last_one_reads_first"
words = ["slept for a time of its own"]
"""

import socket
import time


def feed(socks, data):
    rest = {sock: data for sock in socks if data}
    gone = []
    while rest:
        for sock in list(rest):
            try:
                rest[sock] = rest[sock][sock.send(rest[sock], socket.MSG_DONTWAIT) :]
            except BlockingIOError:
                time.sleep(0.001)
            except ConnectionError:
                gone.append(socks.index(sock))
                rest[sock] = b""
            if not rest[sock]:
                del rest[sock]
    return sorted(gone)
