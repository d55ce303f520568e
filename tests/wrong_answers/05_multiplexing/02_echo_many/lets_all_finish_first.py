"""Lets nobody in any more when it is told to stop, and waits until those who are there have gone.

caught_by = "test_serve_does_not_wait_until_all_have_gone"
cause = "other-write-end"
words = ["The peer waits for the end of TCP connection A, but your process still holds the other end"]
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
    clients, doors = [], [listener, stop]
    while doors or clients:
        ready = select.select([*doors, *clients], [], [])[0]
        if stop in ready:
            ready, doors = [], []
        for each in ready:
            if each is listener:
                clients.append(listener.accept()[0])
            elif not echo(each):
                clients.remove(each)
                each.close()
