"""Asks the kernel, and believes only what stands in a table of its own.

caught_by = "test_the_word_of_the_kernel_counts"
words = ["the kernel has said 200, and usual_protocol returned 17"]
"""

import socket

PLACES = {socket.AF_INET: ("127.0.0.1", 0), socket.AF_INET6: ("::1", 0), socket.AF_UNIX: ""}


def usual_protocol(domain, kind):
    with socket.socket(domain, kind) as sock:
        number = sock.getsockopt(socket.SOL_SOCKET, socket.SO_PROTOCOL)
    if number == socket.IPPROTO_TCP or domain == socket.AF_UNIX:
        return number
    return socket.IPPROTO_UDP


def listen(domain):
    listener = socket.socket(domain, socket.SOCK_STREAM)
    listener.bind(PLACES[domain])
    listener.listen()
    return listener, listener.getsockname()
