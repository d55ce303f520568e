"""A server asks one on the same port of another host, and gets its answer late."""

import socket


def neighbour():
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        server.bind(("127.0.0.2", 0))
        server.listen()
        with open("to_program", "w") as fifo:
            fifo.write(str(server.getsockname()[1]))
        yield
        connection, _ = server.accept()
        connection.sendall(b"late")


if __name__ == "__main__":
    with open("to_program") as fifo:
        port = int(fifo.read())
    mine = socket.socket()
    mine.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    mine.bind(("0.0.0.0", port))
    mine.listen()
    with socket.create_connection(("127.0.0.2", port)) as other:
        assert other.recv(10) == b"late"
