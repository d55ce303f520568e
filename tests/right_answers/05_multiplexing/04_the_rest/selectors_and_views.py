"""A selector, and views of the data in place of copies."""

import selectors


def feed(socks, data):
    gone = []
    with selectors.DefaultSelector() as selector:
        for place, sock in enumerate(socks):
            sock.setblocking(False)
            selector.register(sock, selectors.EVENT_WRITE, [place, memoryview(data)])
        while selector.get_map():
            for key, _ in selector.select():
                place, rest = key.data
                try:
                    key.data[1] = rest[key.fileobj.send(rest) :]
                except BrokenPipeError:
                    gone.append(place)
                    key.data[1] = rest[:0]
                except BlockingIOError:
                    pass
                if not key.data[1]:
                    selector.unregister(key.fileobj)
    for sock in socks:
        sock.setblocking(True)
    return sorted(gone)
