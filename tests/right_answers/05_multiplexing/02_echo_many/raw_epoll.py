"""epoll(7) itself, with numbers in place of sockets."""

import os
import select


def echo(conn):
    try:
        data = os.read(conn, 100)
        while data:
            rest = data[os.write(conn, data) :]
            if not rest:
                return True
            data = rest
    except ConnectionError:
        pass
    return False


def serve(listener, stop):
    clients = set()
    epoll = select.epoll()
    epoll.register(listener, select.EPOLLIN)
    epoll.register(stop, select.EPOLLIN)
    going = True
    while going:
        for fd, _ in epoll.poll():
            if fd == stop:
                going = False
            elif fd == listener.fileno():
                client = listener.accept()[0].detach()
                clients.add(client)
                epoll.register(client, select.EPOLLIN | select.EPOLLRDHUP)
            elif not echo(fd):
                epoll.unregister(fd)
                clients.remove(fd)
                os.close(fd)
    epoll.close()
    for client in clients:
        os.close(client)
