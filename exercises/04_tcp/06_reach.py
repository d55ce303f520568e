"""Reach: refused is an answer, silence is none.

A program often knows several addresses of a server, and takes the first that answers. A port at which nobody listens
answers at once: refused. An address that is silent is worse: the machine is down, or the queue of the server is full,
which looks the same from here. The kernel calls again and again, for two minutes, unless you set a limit.

Read on: connect(2), tcp(7), socket.settimeout, socket.create_connection
"""

import socket


def reach(addresses: list[tuple[str, int]], seconds: float) -> tuple[socket.socket, int]:
    """Connect to the first address that answers, trying one after the other, each for these seconds at most.

    addresses: at least one, each a host, in digits of IPv4 or IPv6, and a TCP port.
    An address that refuses, or is silent for that long, is left for the next one at once; after the first that answers,
    no other is called. Nothing of the failed ones stays open.
    Returns the connected socket, which has no time limit, and the place of its address in the list, from 0 on.
    Raises the error of the last address, an OSError, if none of them answers.
    """
    # TODO: a limit while you connect, and none afterwards.
    raise NotImplementedError("connect to the first address that answers")
