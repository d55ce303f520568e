"""Somebody outside has taken a copy of an end, pidfd_getfd(2), and keeps it in a message that nobody has received."""

import ctypes
import os
import socket

PIDFD_GETFD = 438


def neighbour():
    with open("to_neighbour") as fifo:
        pid, number = map(int, fifo.read().split())
    words = (ctypes.c_long(each) for each in (PIDFD_GETFD, os.pidfd_open(pid), number, 0))
    writer = ctypes.CDLL(None).syscall(*words)
    one, other = socket.socketpair()
    socket.send_fds(one, [b"."], [writer])
    os.close(writer)
    yield
    _, (writer,), _, _ = socket.recv_fds(other, 1, 1)
    os.write(writer, b"late")


if __name__ == "__main__":
    reader, writer = os.pipe()
    with open("to_neighbour", "w") as fifo:
        fifo.write(f"{os.getpid()} {writer}")
    assert os.read(reader, 10) == b"late"
