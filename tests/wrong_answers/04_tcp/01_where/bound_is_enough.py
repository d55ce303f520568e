"""Binds the address, and does not listen: nobody can connect.

caught_by = "test_the_address_leads_to_the_listener"
words = ["Connection refused"]
"""

import socket

PLACES = {socket.AF_INET: ("127.0.0.1", 0), socket.AF_INET6: ("::1", 0), socket.AF_UNIX: ""}


def usual_protocol(domain, kind):
    with socket.socket(domain, kind) as sock:
        return sock.getsockopt(socket.SOL_SOCKET, socket.SO_PROTOCOL)


def listen(domain):
    listener = socket.socket(domain, socket.SOCK_STREAM)
    listener.bind(PLACES[domain])
    return listener, listener.getsockname()
