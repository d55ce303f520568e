"""Asks for the type, and takes it for the protocol.

caught_by = "test_is_0_tcp"
words = ["number 6; not 1"]
"""

import socket

PLACES = {socket.AF_INET: ("127.0.0.1", 0), socket.AF_INET6: ("::1", 0), socket.AF_UNIX: ""}


def usual_protocol(domain, kind):
    with socket.socket(domain, kind) as sock:
        return sock.getsockopt(socket.SOL_SOCKET, socket.SO_TYPE)


def listen(domain):
    listener = socket.socket(domain, socket.SOCK_STREAM)
    listener.bind(PLACES[domain])
    listener.listen()
    return listener, listener.getsockname()
