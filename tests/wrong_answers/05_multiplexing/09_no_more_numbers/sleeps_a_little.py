"""Sleeps for a while before it asks again, and serves nobody meanwhile.

caught_by = "test_those_inside_are_served"
words = ["for a time of its own"]
"""

import contextlib
import resource
import select
import time


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
                    try:
                        clients.append(listener.accept()[0])
                    except OSError:
                        time.sleep(0.01)
                elif not echo(each):
                    clients.remove(each)
                    each.close()
    for client in clients:
        client.close()
