"""Keeps a number in reserve, to let in who is too much and turn it away.

caught_by = "test_those_inside_are_served"
words = ["a client was turned away"]
"""

import contextlib
import os
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
    spare = os.open(os.devnull, os.O_RDONLY)
    with few_numbers(count):
        while stop not in (ready := select.select([stop, listener, *clients], [], [])[0]):
            for each in ready:
                if each is listener:
                    try:
                        clients.append(listener.accept()[0])
                    except OSError:
                        os.close(spare)
                        listener.accept()[0].close()
                        spare = os.open(os.devnull, os.O_RDONLY)
                elif not echo(each):
                    clients.remove(each)
                    each.close()
    os.close(spare)
    for client in clients:
        client.close()
