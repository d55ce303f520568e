"""connect begins, and select waits for it."""

import errno
import os
import select
import socket


def reach(addresses, seconds):
    error = None
    for place, address in enumerate(addresses):
        sock = socket.socket(socket.AF_INET6 if ":" in address[0] else socket.AF_INET)
        sock.setblocking(False)
        number = sock.connect_ex(address)
        if number == errno.EINPROGRESS:
            ready = select.select([], [sock], [], seconds)[1]
            number = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) if ready else errno.ETIMEDOUT
        if not number:
            sock.setblocking(True)
            return sock, place
        sock.close()
        error = OSError(number, os.strerror(number))
    raise error
