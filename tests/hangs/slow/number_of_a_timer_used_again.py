"""What epoll looks at is a timer that somebody outside keeps open; its number is that of another by now."""

import ctypes
import os
import select
import socket
import struct

LIBC = ctypes.CDLL(None)


def neighbour():
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("meet")
        server.listen()
        open("to_program", "w").close()
        connection, _ = server.accept()
        _, (timer,), _, _ = socket.recv_fds(connection, 1, 1)
        connection.close()
    yield
    LIBC.timerfd_settime(timer, 0, struct.pack("qqqq", 0, 0, 0, 1), None)


if __name__ == "__main__":
    timer, other = (LIBC.timerfd_create(1, 0) for _ in range(2))
    epoll = select.epoll()
    epoll.register(timer, select.EPOLLIN)
    open("to_program").close()
    with socket.socket(socket.AF_UNIX) as client:
        client.connect("meet")
        socket.send_fds(client, [b"."], [timer])
        assert client.recv(1) == b""
    os.dup2(other, timer)
    os.close(other)
    assert epoll.poll()
