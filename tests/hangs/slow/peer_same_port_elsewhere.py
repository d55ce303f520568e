"""A server asks one on the same port of another host, and gets its answer late."""

import socket


def serve(address):
    server = socket.socket()
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    server.bind(address)
    server.listen()
    return server


def neighbour():
    with open("to_neighbour") as fifo:
        port = int(fifo.read())
    with serve(("127.0.0.2", port)) as server:
        open("to_program", "w").close()
        yield
        connection, _ = server.accept()
        connection.sendall(b"late")


if __name__ == "__main__":
    mine = serve(("0.0.0.0", 0))
    port = mine.getsockname()[1]
    with open("to_neighbour", "w") as fifo:
        fifo.write(str(port))
    open("to_program").close()
    with socket.create_connection(("127.0.0.2", port)) as other:
        assert other.recv(10) == b"late"
