"""A selector that is told anew what to wait for, and pieces in a row."""

import collections
import selectors
import socket


def pump(source, target, limit):
    pieces, total, size, ended = collections.deque(), 0, 0, False
    with selectors.DefaultSelector() as selector:
        asked = {}

        def ask(sock, event, wanted):
            if wanted and sock not in asked:
                asked[sock] = selector.register(sock, event)
            elif not wanted and sock in asked:
                selector.unregister(asked.pop(sock).fileobj)

        while size or not ended:
            ask(source, selectors.EVENT_READ, not ended and size < limit)
            ask(target, selectors.EVENT_WRITE, size > 0)
            for key, _ in selector.select():
                if key.fileobj is source:
                    data = source.recv(min(4096, limit - size))
                    ended = not data
                    pieces.append(data)
                    size += len(data)
                    total += len(data)
                else:
                    data = pieces.popleft()
                    count = target.send(data, socket.MSG_DONTWAIT) if data else 0
                    size -= count
                    if data[count:]:
                        pieces.appendleft(data[count:])
    target.shutdown(socket.SHUT_WR)
    return total
