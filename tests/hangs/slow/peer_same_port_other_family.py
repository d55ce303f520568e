"""A server for IPv4 asks one for IPv6 on the same port, which is not its own."""

import socket


def neighbour():
    with socket.create_server(("::1", 0), family=socket.AF_INET6) as server:
        with open("to_program", "w") as fifo:
            fifo.write(str(server.getsockname()[1]))
        yield
        connection, _ = server.accept()
        connection.sendall(b"late")


if __name__ == "__main__":
    with open("to_program") as fifo:
        port = int(fifo.read())
    mine = socket.create_server(("0.0.0.0", port))
    with socket.create_connection(("::1", port)) as other:
        assert other.recv(10) == b"late"
