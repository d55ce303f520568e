"""Has no socket wait for anything: what there is no room for is an exception.

caught_by = "test_who_reads_late_gets_all"
words = ["BlockingIOError"]
"""

import select


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
                conn, _ = listener.accept()
                conn.setblocking(False)
                clients.append(conn)
            elif not echo(each):
                clients.remove(each)
                each.close()
    for client in clients:
        client.close()
