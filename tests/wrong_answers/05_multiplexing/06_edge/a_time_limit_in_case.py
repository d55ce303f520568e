"""Gives its wait a time limit, in case news gets lost.

caught_by = "test_some_come_and_later_more"
words = ["sleeps for a time of its own"]
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
            for fd, _ in epoll.poll(60):
                place = places[fd]
                with contextlib.suppress(BlockingIOError):
                    while data := socks[place].recv(4096, socket.MSG_DONTWAIT):
                        said[place] += data
                    ended.add(place)
    return said
