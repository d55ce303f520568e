"""socketserver does it as well, if it is told to."""

import socketserver


class Server(socketserver.TCPServer):
    allow_reuse_address = True


def listen_on(port):
    return Server(("127.0.0.1", port), socketserver.BaseRequestHandler).socket
