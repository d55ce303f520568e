"""An UDP socket for all addresses of this host is not the one of another host with the same port."""

import socket


def bound(address):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    sock.bind(address)
    return sock


def neighbour():
    with open("to_neighbour") as fifo:
        port = int(fifo.read())
    with bound(("127.0.0.2", port)) as server:
        open("to_program", "w").close()
        _, client = server.recvfrom(10)
        yield
        server.sendto(b"late", client)


if __name__ == "__main__":
    mine = bound(("0.0.0.0", 0))
    port = mine.getsockname()[1]
    with open("to_neighbour", "w") as fifo:
        fifo.write(str(port))
    open("to_program").close()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.connect(("127.0.0.2", port))
        other.send(b"ask")
        assert other.recv(10) == b"late"
