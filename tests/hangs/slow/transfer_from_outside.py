"""sendfile has room at its end, and waits at its beginning for data from outside."""

import os
import socket


def neighbour():
    with socket.create_server(("127.0.0.1", 0)) as server:
        with open("to_program", "w") as fifo:
            fifo.write(str(server.getsockname()[1]))
        connection, _ = server.accept()
        yield
        connection.sendall(b"late")


if __name__ == "__main__":
    with open("to_program") as fifo:
        port = int(fifo.read())
    connection = socket.create_connection(("127.0.0.1", port))
    reader, writer = os.pipe()
    assert os.sendfile(writer, connection.fileno(), None, 10) == 4
    assert os.read(reader, 10) == b"late"
