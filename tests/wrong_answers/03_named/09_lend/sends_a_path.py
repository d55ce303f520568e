"""Sends a path to the descriptor, which the other side opens anew.

caught_by = "test_it_is_the_same_open_file"
words = ["one byte was to come"]
"""

import os


def lend(sock, fd):
    path = f"/proc/{os.getpid()}/fd/{fd}".encode()
    sock.sendall(bytes([len(path)]) + path)
    os.close(fd)


def borrow(sock):
    size = sock.recv(1)
    if not size:
        raise EOFError
    try:
        return os.open(sock.recv(size[0]), os.O_RDWR)
    except OSError:
        raise ValueError from None
