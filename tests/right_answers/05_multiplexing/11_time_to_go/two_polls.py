"""A poll until it is time to go, and another one for those who are left."""

import math
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


def watched(fds):
    poll = select.poll()
    for fd in fds:
        poll.register(fd, select.POLLIN)
    return poll


def serve(listener, stop, seconds):
    conns, begun = {}, {}

    def hear_from(fd):
        line = hear(conns[fd], begun[fd])
        if line is None:
            conns.pop(fd).close()
            del begun[fd]
        else:
            begun[fd] = line

    is_time = False
    while not is_time:
        for fd, _ in watched([listener.fileno(), stop, *conns]).poll():
            if fd == stop:
                is_time = True
            elif fd == listener.fileno():
                conn, _ = listener.accept()
                conns[conn.fileno()], begun[conn.fileno()] = conn, b""
            else:
                hear_from(fd)
    listener.close()
    ends = time.monotonic() + seconds
    wait = 0.0
    while conns:
        for fd, _ in watched(conns).poll(math.ceil(wait * 1000)):
            hear_from(fd)
        for fd in [fd for fd in conns if not begun[fd]]:
            conns.pop(fd).close()
            del begun[fd]
        wait = ends - time.monotonic()
        if wait <= 0:
            break
    for conn in conns.values():
        conn.close()
    return len(conns)
