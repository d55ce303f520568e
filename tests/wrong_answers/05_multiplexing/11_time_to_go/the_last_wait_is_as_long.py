"""Looks at the moment before each wait, but gives each the whole time.

caught_by = "test_each_wait_has_the_time_that_is_left"
words = ["began another one, for up to 60.00 s"]
"""

import select
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
    ends = time.monotonic() + seconds
    rest = 0.0
    while begun and rest >= 0:
        hear_all(select.select(list(begun), [], [], seconds if rest else 0)[0])
        for conn in [conn for conn, line in begun.items() if not line]:
            del begun[conn]
            conn.close()
        rest = ends - time.monotonic()
    for conn in begun:
        conn.close()
    return len(begun)
