"""One loop for both directions, which keeps what has no room yet: the next chapter."""

import selectors
import socket

RESET = b"\1\0\0\0\0\0\0\0"


def pass_on(source, target):
    while piece := source.recv(65536):
        target.sendall(piece)
    target.shutdown(socket.SHUT_WR)


def relay(client, server):
    waiting = {client: b"", server: b""}  # bytes that go into each
    others = {client: server, server: client}
    reading, writing = {client, server}, {client, server}
    with client, server:
        try:
            for sock in others:
                sock.setblocking(False)
            while writing:
                with selectors.DefaultSelector() as selector:
                    for sock in others:
                        events = selectors.EVENT_READ if sock in reading and not waiting[others[sock]] else 0
                        events |= selectors.EVENT_WRITE if waiting[sock] else 0
                        if events:
                            selector.register(sock, events)
                    ready = selector.select()
                for key, events in ready:
                    sock = key.fileobj
                    if events & selectors.EVENT_WRITE:
                        waiting[sock] = waiting[sock][sock.send(waiting[sock]) :]
                    if events & selectors.EVENT_READ:
                        piece = sock.recv(65536)
                        if piece:
                            waiting[others[sock]] = piece
                        else:
                            reading.remove(sock)
                for sock, other in others.items():
                    if sock in writing and other not in reading and not waiting[sock]:
                        sock.shutdown(socket.SHUT_WR)
                        writing.remove(sock)
        except ConnectionError:
            for sock in others:
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
