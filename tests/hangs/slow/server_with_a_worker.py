"""A worker waits for orders, its server for a client, and that one comes from outside, and late."""

import os
import socket


def neighbour():
    open("to_program", "w").close()
    yield
    with socket.socket(socket.AF_UNIX) as client:
        client.connect("meet")
        assert client.recv(10) == b"hello"


if __name__ == "__main__":
    server = socket.socket(socket.AF_UNIX)
    server.bind("meet")
    server.listen()
    ours, orders = socket.socketpair()
    if os.fork() == 0:
        ours.close()
        while client := socket.recv_fds(orders, 1, 1)[1]:
            with socket.socket(fileno=client[0]) as guest:
                guest.sendall(b"hello")
        os._exit(0)
    orders.close()
    open("to_program").close()
    for _ in range(1):
        client, _ = server.accept()
        with client:
            socket.send_fds(ours, [b"."], [client.fileno()])
    ours.close()
    os.wait()
