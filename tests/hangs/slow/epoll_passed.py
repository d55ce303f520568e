"""Somebody outside has the epoll that is waited for, and adds an end of its own."""

import os
import select
import socket
import time


def neighbour():
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("meet")
        server.listen()
        open("to_program", "w").close()
        connection, _ = server.accept()
        _, (epoll,), _, _ = socket.recv_fds(connection, 1, 1)
        connection.close()
    yield
    reader, writer = os.pipe()
    os.write(writer, b"late")
    select.epoll.fromfd(epoll).register(reader, select.EPOLLIN)
    time.sleep(2)


if __name__ == "__main__":
    reader, writer = os.pipe()
    epoll = select.epoll()
    epoll.register(reader, select.EPOLLIN)
    open("to_program").close()
    with socket.socket(socket.AF_UNIX) as client:
        client.connect("meet")
        socket.send_fds(client, [b"."], [epoll.fileno()])
        assert client.recv(1) == b""
    assert epoll.poll()
