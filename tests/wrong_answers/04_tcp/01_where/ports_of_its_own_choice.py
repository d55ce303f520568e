"""Chooses a port itself, which somebody else may have: the second one who chooses it, for example.

caught_by = "test_two_listen_at_once"
words = ["Address already in use"]
"""

import socket

PLACES = {socket.AF_INET: ("127.0.0.1", 8080), socket.AF_INET6: ("::1", 8080), socket.AF_UNIX: ""}


def usual_protocol(domain, kind):
    with socket.socket(domain, kind) as sock:
        return sock.getsockopt(socket.SOL_SOCKET, socket.SO_PROTOCOL)


def listen(domain):
    listener = socket.socket(domain, socket.SOCK_STREAM)
    listener.bind(PLACES[domain])
    listener.listen()
    return listener, listener.getsockname()
