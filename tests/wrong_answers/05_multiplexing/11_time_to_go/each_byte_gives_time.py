"""Gives the whole time to each wait: with every byte it begins anew.

caught_by = "test_who_never_finishes_is_cut_off"
words = ["those who drip were listened to for 0.75 s at least"]
"""

import select


def hear(conn, begun):
    try:
        data = conn.recv(4096)
        *lines, begun = (begun + data).split(b"\n")
        conn.sendall(b"".join(line.upper() + b"\n" for line in lines))
    except ConnectionError:
        return None
    return begun if data else None


def serve(listener, stop, seconds):
    begun = {}

    def hear_all(ready):
        for conn in ready:
            line = hear(conn, begun.pop(conn))
            if line is None:
                conn.close()
            else:
                begun[conn] = line

    with listener:
        while stop not in (ready := select.select([stop, listener, *begun], [], [])[0]):
            if listener in ready:
                ready.remove(listener)
                begun[listener.accept()[0]] = b""
            hear_all(ready)
    rest = 0.0
    while begun and rest >= 0:
        ready = select.select(list(begun), [], [], rest)[0]
        hear_all(ready)
        for conn in [conn for conn, line in begun.items() if not line]:
            del begun[conn]
            conn.close()
        rest = seconds if ready or not rest else -1
    for conn in begun:
        conn.close()
    return len(begun)
