"""Returns, and leaves those who are still there.

caught_by = "test_who_is_still_there_is_hung_up_on"
cause = "left-behind"
words = ["a connection from 127.0.0.1"]
"""

import select


def echo(conn):
    try:
        data = conn.recv(4096)
        conn.sendall(data)
    except ConnectionError:
        return False
    return bool(data)


KEPT = []


def serve(listener, stop):
    clients = []
    KEPT.append(clients)
    while stop not in (ready := select.select([stop, listener, *clients], [], [])[0]):
        for each in ready:
            if each is listener:
                conn, _ = listener.accept()
                clients.append(conn)
            elif not echo(each):
                clients.remove(each)
                each.close()
