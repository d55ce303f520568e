"""Asks for states: epoll tells of what is there, again and again.

caught_by = "test_some_come_and_later_more"
words = ["no epoll of collect is asked for edges"]
"""

import select


def collect(socks):
    said = [b""] * len(socks)
    places = {sock.fileno(): place for place, sock in enumerate(socks)}
    ended = set()
    with select.epoll() as epoll:
        for fd in places:
            epoll.register(fd, select.EPOLLIN)
        while len(ended) < len(socks):
            for fd, _ in epoll.poll():
                place = places[fd]
                data = socks[place].recv(4096)
                said[place] += data
                if not data:
                    epoll.unregister(fd)
                    ended.add(place)
    return said
