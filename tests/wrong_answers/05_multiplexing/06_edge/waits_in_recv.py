"""Receives until nothing comes any more, and waits for it in recv: the others are not heard meanwhile.

caught_by = "test_some_come_and_later_more"
words = ["collect slept, and 30000 bytes that had come were not received"]
"""

import select


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
                while data := socks[place].recv(4096):
                    said[place] += data
                ended.add(place)
    return said
