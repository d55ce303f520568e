"""Calls all at once, and keeps the first that has answered.

caught_by = "test_one_after_the_other"
words = ["an address was called behind the one that answered"]
"""

import socket


def reach(addresses, seconds):
    reached = []
    for place, address in enumerate(addresses):
        try:
            sock = socket.create_connection(address, seconds)
        except OSError as failed:
            error = failed
        else:
            reached.append((sock, place))
    if not reached:
        raise error
    for sock, _ in reached[1:]:
        sock.close()
    reached[0][0].settimeout(None)
    return reached[0]
