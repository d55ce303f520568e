"""A selector that keeps the place of each, and a lower limit than none."""

import selectors
import time


def hello_from(socks, seconds):
    ends = time.monotonic() + seconds
    heard = {}
    with selectors.DefaultSelector() as selector:
        for place, sock in enumerate(socks):
            selector.register(sock, selectors.EVENT_READ, place)
        while selector.get_map():
            rest = ends - time.monotonic()
            events = selector.select(max(rest, 0))
            for key, _ in events:
                data = key.fileobj.recv(100)
                heard[key.data] = heard.get(key.data, b"") + data
                if not data or heard[key.data].endswith(b"\n"):
                    selector.unregister(key.fileobj)
            if rest <= 0:
                break
    return sorted(place for place, line in heard.items() if line.endswith(b"\n"))
