"""Takes all bytes in one large recv, and leaves the end behind them.

caught_by = "test_all_has_come_before"
cause = "edge-missed"
words = ["its end has come", "EPOLLET"]
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
                data = socks[place].recv(1 << 20)
                said[place] += data
                if not data:
                    ended.add(place)
    return said
