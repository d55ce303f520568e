"""Takes another port if this one is taken, where no client will look for it.

caught_by = "test_the_server_hung_up_first"
words = ["that is another port"]
"""

import socket


def listen_on(port):
    try:
        listener = socket.socket()
        listener.bind(("127.0.0.1", port))
    except OSError:
        listener.bind(("127.0.0.1", 0))
    listener.listen()
    return listener
