"""socketserver forks; each conversation tells through a pipe that it came to its end."""

import os
import socketserver


def talk(conn):
    with conn, conn.makefile("rwb") as file:
        file.write(b"process %d\n" % os.getpid())
        file.flush()
        for line in file:
            file.write(line.upper())
            file.flush()


def serve(listener, count):
    told, tells = os.pipe()

    class Server(socketserver.ForkingMixIn, socketserver.TCPServer):
        max_children = 1000

        def __init__(self):
            socketserver.BaseServer.__init__(self, listener.getsockname(), None)
            self.socket = listener

        def finish_request(self, request, client_address):
            talk(request)
            os.write(tells, b"!")

        def handle_error(self, request, client_address):
            pass

        def handle_timeout(self):
            pass

    server = Server()
    for _ in range(count):
        server._handle_request_noblock()
    for child in list(server.active_children or ()):
        os.waitpid(child, 0)
    os.close(tells)
    talked = 0
    while piece := os.read(told, 100):
        talked += len(piece)
    os.close(told)
    return talked
