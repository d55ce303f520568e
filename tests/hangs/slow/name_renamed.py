"""A server's socket file has another name by now, under which somebody connects."""

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
    os.rename("server", "other")
    connection, _ = server.accept()
    assert connection.recv(10) == b"late"
