"""Tries it out beforehand how many numbers there are, and lets in no more than that."""

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


def free_numbers():
    taken = []
    try:
        while True:
            taken.append(os.open(os.devnull, os.O_RDONLY))
    except OSError:
        return len(taken)
    finally:
        for fd in taken:
            os.close(fd)


def serve(listener, stop, count):
    clients = []
    with few_numbers(count):
        most = free_numbers()
        while True:
            doors = [listener] if len(clients) < most else []
            ready = select.select([stop, *doors, *clients], [], [])[0]
            if stop in ready:
                break
            for each in ready:
                if each is listener:
                    clients.append(listener.accept()[0])
                elif not echo(each):
                    clients.remove(each)
                    each.close()
    for client in clients:
        client.close()
