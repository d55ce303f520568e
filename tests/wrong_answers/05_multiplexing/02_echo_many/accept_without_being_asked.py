"""Accepts in the loop without having been told that somebody has come.

caught_by = "test_one_talks_while_the_other_is_silent"
cause = "circular-wait"
words = ["waits for data from the peer", "listener"]
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
    while True:
        clients.append(listener.accept()[0])
        ready = select.select([stop, *clients], [], [])[0]
        if stop in ready:
            break
        for each in ready:
            if not echo(each):
                clients.remove(each)
                each.close()
    for client in clients:
        client.close()
