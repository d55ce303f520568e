"""A selector, which keeps for each client what it has begun."""

import selectors
import time


def hear(conn, begun):
    try:
        data = conn.recv(4096)
        *lines, begun = (begun + data).split(b"\n")
        conn.sendall(b"".join(line.upper() + b"\n" for line in lines))
    except ConnectionError:
        return None
    return begun if data else None


def serve(listener, stop, seconds):
    with selectors.DefaultSelector() as selector:

        def go(conn):
            selector.unregister(conn)
            conn.close()

        def go_round(limit=None):
            for key, _ in selector.select(limit):
                if key.fileobj is listener:
                    selector.register(listener.accept()[0], selectors.EVENT_READ, b"")
                elif key.fileobj == stop:
                    selector.unregister(stop)
                else:
                    begun = hear(key.fileobj, key.data)
                    if begun is None:
                        go(key.fileobj)
                    else:
                        selector.modify(key.fileobj, selectors.EVENT_READ, begun)

        selector.register(listener, selectors.EVENT_READ)
        selector.register(stop, selectors.EVENT_READ)
        while stop in selector.get_map():
            go_round()
        go(listener)
        ends = time.monotonic() + seconds
        go_round(0)
        while True:
            for key in list(selector.get_map().values()):
                if not key.data:
                    go(key.fileobj)
            left = ends - time.monotonic()
            if not selector.get_map() or left <= 0:
                break
            go_round(left)
        clients = [key.fileobj for key in selector.get_map().values()]
        for conn in clients:
            go(conn)
        return len(clients)
