"""Takes the first refusal for that of all.

caught_by = "test_who_refuses_is_left_at_once"
words = ["ConnectionRefusedError"]
"""

import socket


def reach(addresses, seconds):
    for place, address in enumerate(addresses):
        try:
            sock = socket.create_connection(address, seconds)
        except TimeoutError:
            continue
        sock.settimeout(None)
        return sock, place
    raise TimeoutError("nobody answers")
