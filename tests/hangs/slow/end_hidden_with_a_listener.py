"""The same, and the message waits at a socket that nobody has accepted."""

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
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("hidden")
        listener.listen()
        with socket.socket(socket.AF_UNIX) as caller:
            caller.connect("hidden")
            socket.send_fds(caller, [b"."], [writer])
        os.close(reader)
        os.close(writer)
        yield
        connection, _ = listener.accept()
        _, (writer,), _, _ = socket.recv_fds(connection, 1, 1)
        os.write(writer, b"late")


if __name__ == "__main__":
    open("to_program").close()
    with socket.socket(socket.AF_UNIX) as client:
        client.connect("meet")
        _, (reader, writer), _, _ = socket.recv_fds(client, 1, 2)
    assert os.read(reader, 10) == b"late"
