"""Leaves no room for what comes beside the byte.

caught_by = "test_it_is_borrowed"
words = ["nothing beside it"]
"""

import os
import socket
import struct

FD = struct.Struct("i")


def lend(sock, fd):
    sock.sendmsg([b"!"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, FD.pack(fd))])
    os.close(fd)


def borrow(sock):
    byte, beside, _, _ = sock.recvmsg(1, 0, socket.MSG_CMSG_CLOEXEC)
    if not byte:
        raise EOFError("nobody lends anything any more")
    if not beside:
        raise ValueError("a byte, and nothing beside it")
    (fd,) = FD.unpack(beside[0][2])
    return fd
