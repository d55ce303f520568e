"""Knows only of clients that end politely.

caught_by = "test_who_resets_takes_nobody_along"
words = ["ConnectionResetError"]
"""

import select


def echo(conn):
    data = conn.recv(4096)
    conn.sendall(data)
    return bool(data)


def serve(listener, stop):
    clients = []
    while stop not in (ready := select.select([stop, listener, *clients], [], [])[0]):
        for each in ready:
            if each is listener:
                clients.append(listener.accept()[0])
            elif not echo(each):
                clients.remove(each)
                each.close()
    for client in clients:
        client.close()
