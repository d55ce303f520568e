"""create_server binds and listens, and a socket that is made of a descriptor asks the kernel what it is."""

import socket


def usual_protocol(domain, kind):
    made = socket.socket(domain, kind)
    found = socket.socket(fileno=made.detach())
    number = found.proto
    found.close()
    return number


def listen(domain):
    if domain == socket.AF_UNIX:
        listener = socket.socket(domain)
        listener.bind("")
        listener.listen(1)
    else:
        host = "127.0.0.1" if domain == socket.AF_INET else "::1"
        listener = socket.create_server((host, 0), family=domain)
    address = listener.getsockname()
    return listener, address if domain == socket.AF_UNIX else address[:2]
