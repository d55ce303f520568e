"""O_NONBLOCK for as long as this takes, and descriptors in place of sockets."""

import os
import select


def drained(fd):
    while True:
        try:
            data = os.read(fd, 1000)
        except BlockingIOError:
            return
        yield data
        if not data:
            return


def collect(socks):
    said = {sock.fileno(): bytearray() for sock in socks}
    ended = set()
    epoll = select.epoll()
    try:
        for fd in said:
            os.set_blocking(fd, False)
            epoll.register(fd, select.EPOLLIN | select.EPOLLRDHUP | select.EPOLLET)
        while len(ended) < len(said):
            for fd, _ in epoll.poll():
                for data in drained(fd):
                    said[fd] += data
                    if not data:
                        ended.add(fd)
    finally:
        epoll.close()
        for fd in said:
            os.set_blocking(fd, True)
    return [bytes(each) for each in said.values()]
