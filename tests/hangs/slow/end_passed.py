"""A copy of the write end was passed to somebody outside."""

import os
import socket


def neighbour():
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("meet")
        server.listen()
        open("to_program", "w").close()
        connection, _ = server.accept()
        _, (writer,), _, _ = socket.recv_fds(connection, 1, 1)
        connection.close()
    yield
    os.write(writer, b"late")


if __name__ == "__main__":
    reader, writer = os.pipe()
    open("to_program").close()
    with socket.socket(socket.AF_UNIX) as client:
        client.connect("meet")
        socket.send_fds(client, [b"."], [writer])
        assert client.recv(1) == b""
    assert os.read(reader, 10) == b"late"
