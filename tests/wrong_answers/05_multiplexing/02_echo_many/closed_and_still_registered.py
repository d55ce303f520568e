"""Closes a socket that the selector still has: the next client gets its number.

caught_by = "test_one_goes_and_another_comes"
words = ["KeyError", "is already registered"]
"""

import selectors


def echo(conn):
    try:
        data = conn.recv(4096)
        conn.sendall(data)
    except ConnectionError:
        return False
    return bool(data)


def serve(listener, stop):
    clients = []
    with selectors.DefaultSelector() as selector:
        for each in (listener, stop):
            selector.register(each, selectors.EVENT_READ)
        while True:
            ready = [key.fileobj for key, _ in selector.select()]
            if stop in ready:
                break
            for each in ready:
                if each is listener:
                    client, _ = listener.accept()
                    clients.append(client)
                    selector.register(client, selectors.EVENT_READ)
                elif not echo(each):
                    each.close()
    for client in clients:
        client.close()
