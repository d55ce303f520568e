"""A copy of the write end is in a message to somebody outside, who has not even accepted the connection."""

import os
import socket


def neighbour():
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("meet")
        server.listen()
        open("to_program", "w").close()
        yield
        connection, _ = server.accept()
        _, (writer,), _, _ = socket.recv_fds(connection, 1, 1)
        os.write(writer, b"late")


if __name__ == "__main__":
    reader, writer = os.pipe()
    open("to_program").close()
    with socket.socket(socket.AF_UNIX) as client:
        client.connect("meet")
        socket.send_fds(client, [b"."], [writer])
    assert os.read(reader, 10) == b"late"
