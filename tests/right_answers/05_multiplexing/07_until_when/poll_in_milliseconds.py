"""poll, whose limit is in milliseconds."""

import math
import select
import time


def hello_from(socks, seconds):
    ends = time.monotonic() + seconds
    places = {sock.fileno(): place for place, sock in enumerate(socks)}
    poll = select.poll()
    for fd in places:
        poll.register(fd, select.POLLIN)
    said = set()
    while places:
        left = ends - time.monotonic()
        if left <= 0:
            break
        for fd, _ in poll.poll(math.ceil(left * 1000)):
            data = socks[places[fd]].recv(1000)
            if data and data[-1:] != b"\n":
                continue
            poll.unregister(fd)
            place = places.pop(fd)
            if data:
                said.add(place)
    return sorted(said)
