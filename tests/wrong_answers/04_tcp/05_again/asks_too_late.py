"""Sets the option when the address is bound already.

caught_by = "test_the_server_hung_up_first"
words = ["nobody listens at this port any more, and yet it is taken"]
"""

import socket


def listen_on(port):
    listener = socket.socket()
    listener.bind(("127.0.0.1", port))
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.listen()
    return listener
