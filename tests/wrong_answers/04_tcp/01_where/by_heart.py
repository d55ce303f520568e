"""Makes the socket, and looks the protocol up in a table of its own.

caught_by = "test_the_word_of_the_kernel_counts"
words = ["who has told it?"]
"""

import socket

PLACES = {socket.AF_INET: ("127.0.0.1", 0), socket.AF_INET6: ("::1", 0), socket.AF_UNIX: ""}
USUAL = {socket.SOCK_STREAM: socket.IPPROTO_TCP, socket.SOCK_DGRAM: socket.IPPROTO_UDP}


def usual_protocol(domain, kind):
    with socket.socket(domain, kind, 0):
        return 0 if domain == socket.AF_UNIX else USUAL[kind]


def listen(domain):
    listener = socket.socket(domain, socket.SOCK_STREAM)
    listener.bind(PLACES[domain])
    listener.listen()
    return listener, listener.getsockname()
