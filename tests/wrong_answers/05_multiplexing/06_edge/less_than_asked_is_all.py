"""Takes a recv that brings less than it asked for as the last one.

caught_by = "test_a_recv_takes_less_than_there_is"
cause = "edge-missed"
words = ["unread in it", "EPOLLET"]
"""

import contextlib
import select
import socket


def collect(socks):
    said = [b""] * len(socks)
    places = {sock.fileno(): place for place, sock in enumerate(socks)}
    ended = set()
    with select.epoll() as epoll:
        for fd in places:
            epoll.register(fd, select.EPOLLIN | select.EPOLLET)
        while len(ended) < len(socks):
            for fd, _ in epoll.poll():
                place = places[fd]
                sock = socks[place]
                with contextlib.suppress(BlockingIOError):
                    size = 4096
                    while size == 4096:
                        data = sock.recv(4096, socket.MSG_DONTWAIT)
                        said[place] += data
                        size = len(data)
                    if not data or not sock.recv(1, socket.MSG_DONTWAIT | socket.MSG_PEEK):
                        ended.add(place)
    return said
