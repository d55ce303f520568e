"""An UDP socket for IPv4 is not the one for IPv6 with the same port, which answers late."""

import socket


def neighbour():
    with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as server:
        server.bind(("::1", 0))
        with open("to_program", "w") as fifo:
            fifo.write(str(server.getsockname()[1]))
        _, client = server.recvfrom(10)
        yield
        server.sendto(b"late", client)


if __name__ == "__main__":
    with open("to_program") as fifo:
        port = int(fifo.read())
    mine = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    mine.bind(("0.0.0.0", port))
    with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as other:
        other.connect(("::1", port))
        other.send(b"ask")
        assert other.recv(10) == b"late"
