"""epoll has the limit, so the socket never has one."""

import select


def receive_within(sock, seconds, otherwise):
    with select.epoll() as watch:
        watch.register(sock, select.EPOLLIN)
        return sock.recv(1024) if watch.poll(seconds) else otherwise
