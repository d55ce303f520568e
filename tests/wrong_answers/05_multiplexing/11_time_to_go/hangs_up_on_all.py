"""Hangs up on everybody at once, also in the middle of a line.

caught_by = "test_who_is_in_the_middle_may_finish"
words = ["came back when 2 of 5 things had come"]
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
    for conn in begun:
        conn.close()
    return 0
