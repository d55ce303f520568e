"""Knows nothing of connections that linger.

caught_by = "test_the_server_hung_up_first"
words = ["nobody listens at this port any more, and yet it is taken"]
"""

import socket


def listen_on(port):
    listener = socket.socket()
    listener.bind(("127.0.0.1", port))
    listener.listen()
    return listener
