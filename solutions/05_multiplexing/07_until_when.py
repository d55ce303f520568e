"""Until when: a limit is a moment, not a length.

Who waits for somebody wants to wait for so long and no longer. But a limit for each recv begins anew with every byte,
and a client that drips its words keeps a server for ever; some do so on purpose. So work out once at which moment the
waiting ends, and before each wait how much is left until then. That is one limit for many clients as well.

Read on: select(2), time.monotonic in Python's library
"""

import select
import socket
import time


def hello_from(socks: list[socket.socket], seconds: float) -> list[int]:
    """Wait until each of these clients has said a line or has ended, and for no longer than these seconds in all.

    socks: each is one of a pair of stream sockets; they stay open and wait as before. A line ends with "\\n", may come
    in pieces, and nothing comes behind it. seconds: more than 0; so long it may take, whatever the clients do.
    One thread waits for all at once, and sleeps while nothing comes. Returns the places in the list, from 0 on and in
    order, of those who have said a whole line.
    """
    ends = time.monotonic() + seconds
    said, left = [], list(socks)
    while left and (rest := ends - time.monotonic()) > 0:
        ready, _, _ = select.select(left, [], [], rest)
        for sock in ready:
            data = sock.recv(4096)
            if b"\n" in data:
                said.append(socks.index(sock))
            if b"\n" in data or not data:
                left.remove(sock)
    return sorted(said)
