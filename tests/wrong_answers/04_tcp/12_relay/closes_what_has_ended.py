"""Closes both at the first end: the answer has no way back.

caught_by = "test_an_end_is_the_end_of_one_direction"
words = ["was to hear the answer of the"]
"""

import contextlib
import selectors
import socket


def pass_on(source, target):
    while piece := source.recv(65536):
        target.sendall(piece)
    target.shutdown(socket.SHUT_WR)


def relay(client, server):
    others = {client: server, server: client}
    with client, server, selectors.DefaultSelector() as selector, contextlib.suppress(ConnectionError):
        for sock in others:
            selector.register(sock, selectors.EVENT_READ)
        while True:
            for key, _ in selector.select():
                piece = key.fileobj.recv(65536)
                if not piece:
                    return
                others[key.fileobj].sendall(piece)
