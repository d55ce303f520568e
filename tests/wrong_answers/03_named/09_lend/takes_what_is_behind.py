"""Receives more than its byte.

caught_by = "test_nothing_is_beside_the_byte"
cause = "own-write-end"
words = ["waits for data"]
"""

import os
import socket
import struct

FD = struct.Struct("i")


def lend(sock, fd):
    sock.sendmsg([b"!"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, FD.pack(fd))])
    os.close(fd)


def borrow(sock):
    byte, beside, _, _ = sock.recvmsg(4096, socket.CMSG_SPACE(FD.size), socket.MSG_CMSG_CLOEXEC)
    if not byte:
        raise EOFError("nobody lends anything any more")
    if not beside:
        raise ValueError("a byte, and nothing beside it")
    (fd,) = FD.unpack(beside[0][2])
    return fd
