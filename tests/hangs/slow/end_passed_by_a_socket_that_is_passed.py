"""An end waits in a socket that was itself passed to somebody outside, and is closed here."""

import os
import socket


def neighbour():
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("meet")
        server.listen()
        open("to_program", "w").close()
        connection, _ = server.accept()
        _, (other,), _, _ = socket.recv_fds(connection, 1, 1)
        connection.close()
    yield
    _, (writer,), _, _ = socket.recv_fds(socket.socket(fileno=other), 1, 1)
    os.write(writer, b"late")


if __name__ == "__main__":
    open("to_program").close()
    reader, writer = os.pipe()
    one, other = socket.socketpair()
    with socket.socket(socket.AF_UNIX) as client:
        client.connect("meet")
        socket.send_fds(client, [b"."], [other.fileno()])
        assert client.recv(1) == b""
    socket.send_fds(one, [b"."], [writer])
    other.close()
    assert os.read(reader, 10) == b"late"
