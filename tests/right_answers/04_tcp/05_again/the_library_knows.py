"""create_server sets the option."""

import socket


def listen_on(port):
    return socket.create_server(("127.0.0.1", port))
