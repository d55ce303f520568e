"""Listens at every address of the machine, where strangers can connect as well.

caught_by = "test_only_this_machine_can_connect"
words = ["which is more than 127.0.0.1"]
"""

import socket


def usual_protocol(domain, kind):
    with socket.socket(domain, kind) as sock:
        return sock.getsockopt(socket.SOL_SOCKET, socket.SO_PROTOCOL)


def listen(domain):
    listener = socket.socket(domain, socket.SOCK_STREAM)
    listener.bind("" if domain == socket.AF_UNIX else ("", 0))
    listener.listen()
    return listener, listener.getsockname()
