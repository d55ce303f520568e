"""Each event brings one recv, and modify asks anew: what lies there is news again."""

import select


def collect(socks):
    said = [b""] * len(socks)
    edges = select.EPOLLIN | select.EPOLLET
    with select.epoll() as epoll:
        places = {sock.fileno(): place for place, sock in enumerate(socks)}
        for fd in places:
            epoll.register(fd, edges)
        while places:
            for fd, _ in epoll.poll():
                data = socks[places[fd]].recv(4096)
                said[places[fd]] += data
                if data:
                    epoll.modify(fd, edges)
                else:
                    epoll.unregister(fd)
                    del places[fd]
    return said
