"""Leaves the limit on the socket, where each recv has it as well.

caught_by = "test_the_first_one_answers"
words = ["the socket has a limit of 1000.0 s afterwards"]
"""

import socket


def reach(addresses, seconds):
    for place, address in enumerate(addresses):
        try:
            return socket.create_connection(address, seconds), place
        except OSError as failed:
            error = failed
    raise error
