"""Edge: epoll can tell news, and not states.

select tells of a socket as long as there is something in it. epoll(7) does so too, unless it is asked for edges
(EPOLLET): then it tells once that something has come, and not again until more comes. That saves calls in a server with
many clients. But what you leave in the socket lies there, and you sleep.

Read on: epoll(7), recv(2), select.epoll in Python's library
"""

import contextlib
import select
import socket


def collect(socks: list[socket.socket]) -> list[bytes]:
    """Receive all that these sockets say, whichever is first, until each of them has ended.

    One thread waits, by an epoll that is asked for edges (EPOLLET) and has no time limit; and whenever it sleeps, all
    that has come has been received.
    socks: each is one of a pair of stream sockets; they stay open and wait as before.
    Returns what each of them has said, in their order.
    """
    said = [b""] * len(socks)
    places = {sock.fileno(): place for place, sock in enumerate(socks)}
    ended: set[int] = set()
    with select.epoll() as epoll:
        for fd in places:
            epoll.register(fd, select.EPOLLIN | select.EPOLLET)
        while len(ended) < len(socks):
            for fd, _ in epoll.poll():
                place = places[fd]
                with contextlib.suppress(
                    BlockingIOError
                ):  # all has been received, and more may come: that is news
                    while data := socks[place].recv(4096, socket.MSG_DONTWAIT):
                        said[place] += data
                    ended.add(place)
    return said
