"""Leaves the new descriptor to all programs that are run later.

caught_by = "test_it_is_borrowed"
words = ["would inherit it"]
"""

import os
import socket
import struct

FD = struct.Struct("i")


def lend(sock, fd):
    sock.sendmsg([b"!"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, FD.pack(fd))])
    os.close(fd)


def borrow(sock):
    byte, beside, _, _ = sock.recvmsg(1, socket.CMSG_SPACE(FD.size))
    if not byte:
        raise EOFError("nobody lends anything any more")
    if not beside:
        raise ValueError("a byte, and nothing beside it")
    (fd,) = FD.unpack(beside[0][2])
    return fd
