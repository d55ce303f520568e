"""Ignores the failure, and asks again: the listener is still ready.

caught_by = "test_those_inside_are_served"
words = ["never sleeps: it spins"]
"""

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
    clients = []
    with few_numbers(count):
        while stop not in (ready := select.select([stop, listener, *clients], [], [])[0]):
            for each in ready:
                if each is listener:
                    with contextlib.suppress(OSError):
                        clients.append(listener.accept()[0])
                elif not echo(each):
                    clients.remove(each)
                    each.close()
    for client in clients:
        client.close()
