"""Closes the descriptor, whether it was sent or not.

caught_by = "test_what_cannot_be_sent_stays_open"
words = ["nobody has got the write end"]
"""

import os
import socket
import struct

FD = struct.Struct("i")


def lend(sock, fd):
    try:
        sock.sendmsg([b"!"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, FD.pack(fd))])
    finally:
        os.close(fd)


def borrow(sock):
    byte, beside, _, _ = sock.recvmsg(1, socket.CMSG_SPACE(FD.size), socket.MSG_CMSG_CLOEXEC)
    if not byte:
        raise EOFError("nobody lends anything any more")
    if not beside:
        raise ValueError("a byte, and nothing beside it")
    (fd,) = FD.unpack(beside[0][2])
    return fd
