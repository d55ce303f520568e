"""The epoll that is waited for came from somebody outside, who still has it and adds an end of its own."""

import os
import select
import socket
import time


def neighbour():
    epoll = select.epoll()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("meet")
        server.listen()
        open("to_program", "w").close()
        connection, _ = server.accept()
        with connection:
            socket.send_fds(connection, [b"."], [epoll.fileno()])
    yield
    reader, writer = os.pipe()
    os.write(writer, b"late")
    epoll.register(reader, select.EPOLLIN)
    time.sleep(2)


if __name__ == "__main__":
    open("to_program").close()
    with socket.socket(socket.AF_UNIX) as client:
        client.connect("meet")
        _, (received,), _, _ = socket.recv_fds(client, 1, 2)
    reader, writer = os.pipe()
    epoll = select.epoll.fromfd(received)
    epoll.register(reader, select.EPOLLIN)
    assert epoll.poll()
