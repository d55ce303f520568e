"""One of a pair sends to another than its peer, whose queue is full."""

import socket


def neighbour():
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as server:
        server.bind("meet")
        open("to_program", "w").close()
        yield
        for _ in range(600):
            server.recv(10)


if __name__ == "__main__":
    open("to_program").close()
    one, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    for _ in range(600):
        one.sendto(b"x", "meet")
