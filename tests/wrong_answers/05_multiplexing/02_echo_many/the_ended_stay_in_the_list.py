"""Does not take those who have ended out of the list: they are ready for ever.

caught_by = "test_one_goes_and_another_comes"
words = ["never sleeps: it spins"]
"""

import select
import socket


def echo(conn):
    try:
        data = conn.recv(4096)
        conn.sendall(data)
    except ConnectionError:
        return False
    return bool(data)


def serve(listener, stop):
    clients = []
    while stop not in (ready := select.select([stop, listener, *clients], [], [])[0]):
        for each in ready:
            if each is listener:
                clients.append(listener.accept()[0])
            elif not echo(each):
                try:
                    each.shutdown(socket.SHUT_WR)
                except OSError:
                    pass
    for client in clients:
        client.close()
