"""The library packs and unpacks."""

import os
import socket


def lend(sock, fd):
    socket.send_fds(sock, [b"."], [fd])
    os.close(fd)


def borrow(sock):
    byte, fds, _, _ = socket.recv_fds(sock, 1, 1)
    if byte == b"":
        raise EOFError()
    if not fds:
        raise ValueError(byte)
    os.set_inheritable(fds[0], False)
    return fds[0]
