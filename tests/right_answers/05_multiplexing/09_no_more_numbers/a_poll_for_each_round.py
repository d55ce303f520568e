"""A poll that is made anew for each round, with raw numbers."""

import contextlib
import resource
import select


@contextlib.contextmanager
def few_numbers(count):
    usual, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (count, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (usual, most))


def echo(conn):
    try:
        data = conn.recv(4096)
        conn.sendall(data)
    except ConnectionError:
        return False
    return bool(data)


def serve(listener, stop, count):
    clients = {}
    full = False
    with few_numbers(count):
        while True:
            poll = select.poll()
            poll.register(stop, select.POLLIN)
            if not full:
                poll.register(listener, select.POLLIN)
            for fd in clients:
                poll.register(fd, select.POLLIN)
            ready = [fd for fd, _ in poll.poll()]
            if stop in ready:
                break
            gone = [fd for fd in ready if fd in clients and not echo(clients[fd])]
            for fd in gone:
                clients.pop(fd).close()
                full = False
            if listener.fileno() in ready:
                try:
                    conn, _ = listener.accept()
                    clients[conn.fileno()] = conn
                except OSError:
                    full = True
    for conn in clients.values():
        conn.close()
