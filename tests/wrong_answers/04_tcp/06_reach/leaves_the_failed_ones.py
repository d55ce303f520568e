"""Does not close the sockets that have not come through.

caught_by = "test_who_refuses_is_left_at_once"
cause = "left-behind"
words = ["LEFT BEHIND"]
"""

import socket

TRIED = []


def reach(addresses, seconds):
    for place, address in enumerate(addresses):
        sock = socket.socket(socket.AF_INET6 if ":" in address[0] else socket.AF_INET)
        TRIED.append(sock)
        sock.settimeout(seconds)
        try:
            sock.connect(address)
        except OSError as failed:
            error = failed
        else:
            TRIED.remove(sock)
            sock.settimeout(None)
            return sock, place
    raise error
