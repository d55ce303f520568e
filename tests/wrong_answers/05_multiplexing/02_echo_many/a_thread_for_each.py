"""Starts a thread for each client: nobody waits, and there are as many threads as clients.

caught_by = "test_forty_in_any_order"
words = ["one thread was to serve all"]
"""

import contextlib
import select
import socket
import threading


def echo(conn):
    try:
        data = conn.recv(4096)
        conn.sendall(data)
    except ConnectionError:
        return False
    return bool(data)


def serve(listener, stop):
    clients, threads = [], []

    def talk(conn):
        while echo(conn):
            pass
        with contextlib.suppress(OSError):
            conn.shutdown(socket.SHUT_RDWR)

    while stop not in select.select([stop, listener], [], [])[0]:
        clients.append(listener.accept()[0])
        threads.append(threading.Thread(target=talk, args=(clients[-1],)))
        threads[-1].start()
    for conn in clients:
        with contextlib.suppress(OSError):
            conn.shutdown(socket.SHUT_RDWR)
    for thread in threads:
        thread.join()
    for conn in clients:
        conn.close()
