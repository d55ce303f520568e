"""An UDP socket for all addresses of this host is not the one of another host with the same port."""

import socket


def neighbour():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        server.bind(("127.0.0.2", 0))
        with open("to_program", "w") as fifo:
            fifo.write(str(server.getsockname()[1]))
        _, client = server.recvfrom(10)
        yield
        server.sendto(b"late", client)


if __name__ == "__main__":
    with open("to_program") as fifo:
        port = int(fifo.read())
    mine = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    mine.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    mine.bind(("0.0.0.0", port))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.connect(("127.0.0.2", port))
        other.send(b"ask")
        assert other.recv(10) == b"late"
