"""Somebody outside gave the program a pipe, and keeps a copy of its write end in a message that nobody has received."""

import os
import socket


def neighbour():
    reader, writer = os.pipe()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("meet")
        server.listen()
        open("to_program", "w").close()
        connection, _ = server.accept()
        with connection:
            socket.send_fds(connection, [b"."], [reader, writer])
    one, other = socket.socketpair()
    socket.send_fds(one, [b"."], [writer])
    os.close(reader)
    os.close(writer)
    yield
    _, (writer,), _, _ = socket.recv_fds(other, 1, 1)
    os.write(writer, b"late")


if __name__ == "__main__":
    open("to_program").close()
    with socket.socket(socket.AF_UNIX) as client:
        client.connect("meet")
        _, (reader, writer), _, _ = socket.recv_fds(client, 1, 2)
    assert os.read(reader, 10) == b"late"
