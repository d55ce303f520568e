"""A server of the standard library does it."""

import os
import socket
import socketserver


class Capitals(socketserver.StreamRequestHandler):
    def handle(self):
        try:
            while piece := self.rfile.read1(4096):
                self.wfile.write(piece.upper())
        except (BrokenPipeError, ConnectionResetError):
            pass


def listen_at(path):
    server = socketserver.UnixStreamServer(path, Capitals)
    return socket.socket(fileno=os.dup(server.fileno()))


def greet(listener):
    server = socketserver.UnixStreamServer(listener.getsockname(), Capitals, bind_and_activate=False)
    server.socket.close()
    server.socket = listener.dup()
    server.handle_request()
    server.server_close()


def close_door(listener):
    os.remove(listener.getsockname())
    listener.close()
