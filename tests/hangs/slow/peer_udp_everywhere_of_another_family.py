"""A socket of here has the port for every address, but of IPv6 only; somebody else binds to it for IPv4."""

import socket


def neighbour():
    with open("to_neighbour") as fifo:
        port, back = map(int, fifo.read().split())
    open("to_program", "w").close()
    yield
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", port))
        server.sendto(b"late", ("127.0.0.1", back))


if __name__ == "__main__":
    everywhere = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
    everywhere.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    everywhere.bind(("::", 0))
    port = everywhere.getsockname()[1]
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.connect(("127.0.0.1", port))
        with open("to_neighbour", "w") as fifo:
            fifo.write(f"{port} {client.getsockname()[1]}")
        open("to_program").close()
        assert client.recv(10) == b"late"
