"""select with no time at all, before each recv."""

import select


def what_is_there(sock):
    pieces = []
    while select.select([sock], [], [], 0)[0]:
        pieces.append(sock.recv(1000))
        if not pieces[-1]:
            return b"".join(pieces), True
    return b"".join(pieces), False
