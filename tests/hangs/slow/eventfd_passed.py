"""A copy of an eventfd was passed to somebody outside."""

import ctypes
import os
import socket


def neighbour():
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("meet")
        server.listen()
        open("to_program", "w").close()
        connection, _ = server.accept()
        _, (event,), _, _ = socket.recv_fds(connection, 1, 1)
        connection.close()
    yield
    os.write(event, (1).to_bytes(8, "little"))


if __name__ == "__main__":
    event = ctypes.CDLL(None).eventfd(0, 0)
    open("to_program").close()
    with socket.socket(socket.AF_UNIX) as client:
        client.connect("meet")
        socket.send_fds(client, [b"."], [event])
        assert client.recv(1) == b""
    assert os.read(event, 8) == (1).to_bytes(8, "little")
