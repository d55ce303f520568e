"""Knows the protocols by heart, and makes no socket.

caught_by = "test_it_is_the_kernel_that_is_asked"
words = ["who has told it?"]
"""

import socket

PLACES = {socket.AF_INET: ("127.0.0.1", 0), socket.AF_INET6: ("::1", 0), socket.AF_UNIX: ""}


def usual_protocol(domain, kind):
    if domain == socket.AF_UNIX:
        return 0
    return socket.IPPROTO_TCP if kind == socket.SOCK_STREAM else socket.IPPROTO_UDP


def listen(domain):
    listener = socket.socket(domain, socket.SOCK_STREAM)
    listener.bind(PLACES[domain])
    listener.listen()
    return listener, listener.getsockname()
