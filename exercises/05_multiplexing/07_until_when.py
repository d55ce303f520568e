"""Until when: a limit is a moment, not a length.

Who waits for somebody wants to wait for so long and no longer. But a limit for each recv begins anew with every byte,
and a client that drips its words keeps a server for ever; some do so on purpose. So work out once at which moment the
waiting ends, and before each wait how much is left until then. That is one limit for many clients as well.

Read on: select(2), time.monotonic in Python's library
"""

import socket


def hello_from(socks: list[socket.socket], seconds: float) -> list[int]:
    """Wait until each of these clients has said a line or has ended, and for no longer than these seconds in all.

    socks: each is one of a pair of stream sockets; they stay open and wait as before. A line ends with "\\n", may come
    in pieces, and nothing comes behind it. seconds: more than 0; so long it may take, whatever the clients do.
    One thread waits for all at once, and sleeps while nothing comes. Returns the places in the list, from 0 on and in
    order, of those who have said a whole line.
    """
    # TODO: for how long may each select wait?
    raise NotImplementedError("wait for a line of each, until the time is over")
