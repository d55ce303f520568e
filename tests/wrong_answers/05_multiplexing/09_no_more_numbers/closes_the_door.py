"""Stops listening when the numbers are used up.

caught_by = "test_those_inside_are_served"
words = ["ConnectionResetError"]
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
    doors = [listener]
    with few_numbers(count):
        while stop not in (ready := select.select([stop, *doors, *clients], [], [])[0]):
            for each in ready:
                if each in doors:
                    try:
                        clients.append(listener.accept()[0])
                    except OSError:
                        doors = []
                        listener.close()
                elif not echo(each):
                    clients.remove(each)
                    each.close()
    for client in clients:
        client.close()
