"""Takes the option by which servers share a port: the second one gets clients of the first.

caught_by = "test_a_port_of_the_living_is_taken"
words = ["a second one was let in"]
"""

import socket


def listen_on(port):
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen()
    return listener
