"""A pair of sockets came from outside, and one of them with a time limit."""

import os
import socket
import struct


def neighbour():
    one, other = socket.socketpair()
    other.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", 4, 0))
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("meet")
        server.listen()
        open("to_program", "w").close()
        connection, _ = server.accept()
        socket.send_fds(connection, [b"."], [one.detach(), other.detach()])
        connection.recv(1)
    os.closerange(3, 100)
    yield


if __name__ == "__main__":
    open("to_program").close()
    with socket.socket(socket.AF_UNIX) as client:
        client.connect("meet")
        _, (_, other), _, _ = socket.recv_fds(client, 1, 2)
    try:
        os.read(other, 1)
    except BlockingIOError:
        pass
    else:
        raise AssertionError("nobody has written")
