"""A server's socket file is gone under the name that it was bound to, and still there under another."""

import os
import socket


def neighbour():
    yield
    with socket.socket(socket.AF_UNIX) as client:
        client.connect("other")
        client.sendall(b"late")


if __name__ == "__main__":
    server = socket.socket(socket.AF_UNIX)
    server.bind(os.path.abspath("server"))
    server.listen()
    os.link("server", "other")
    os.unlink("server")
    connection, _ = server.accept()
    assert connection.recv(10) == b"late"
