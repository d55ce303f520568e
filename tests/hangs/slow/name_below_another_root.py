"""A server has another root: its socket has a path there, and another one for everybody else."""

import ctypes
import os
import socket

CLONE_NEWUSER = 0x10000000


def neighbour():
    yield
    with socket.socket(socket.AF_UNIX) as client:
        client.connect("server")
        client.sendall(b"late")


if __name__ == "__main__":
    if os.geteuid() and ctypes.CDLL(None).unshare(CLONE_NEWUSER):
        os.chroot = lambda path: None
        os.chdir = lambda path: None
    os.chroot(".")
    os.chdir("/")
    server = socket.socket(socket.AF_UNIX)
    server.bind(b"/server" if os.listdir("/") == os.listdir(".") else b"server")
    server.listen()
    connection, _ = server.accept()
    assert connection.recv(10) == b"late"
