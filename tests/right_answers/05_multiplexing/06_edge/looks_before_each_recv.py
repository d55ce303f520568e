"""Looks with poll, without waiting, whether there is more."""

import select


def is_ready(sock):
    poll = select.poll()
    poll.register(sock, select.POLLIN)
    return bool(poll.poll(0))


def collect(socks):
    said = {sock: [] for sock in socks}
    by_number = {sock.fileno(): sock for sock in socks}
    with select.epoll(len(socks) or 1) as epoll:
        for fd in by_number:
            epoll.register(fd, select.EPOLLIN | select.EPOLLET)
        while by_number:
            for fd, _ in epoll.poll(-1, 1):
                sock = by_number[fd]
                while is_ready(sock):
                    data = sock.recv(65536)
                    said[sock].append(data)
                    if not data:
                        epoll.unregister(fd)
                        del by_number[fd]
                        break
    return [b"".join(each) for each in said.values()]
