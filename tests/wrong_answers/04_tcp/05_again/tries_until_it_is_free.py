"""Tries again until the port is free, which takes a minute.

caught_by = "test_the_server_hung_up_first"
cause = "timeout"
words = ["STILL RUNNING"]
"""

import socket
import time


def listen_on(port):
    while True:
        listener = socket.socket()
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            listener.close()
            time.sleep(0.1)
        else:
            listener.listen()
            return listener
