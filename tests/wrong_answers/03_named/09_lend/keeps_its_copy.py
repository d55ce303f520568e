"""Keeps a copy of what it has lent, and the pipe does not end.

caught_by = "test_a_stranger_gets_a_pipe"
cause = "own-write-end"
words = ["it still holds the write end itself"]
"""

import socket
import struct

FD = struct.Struct("i")


def lend(sock, fd):
    sock.sendmsg([b"!"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, FD.pack(fd))])


def borrow(sock):
    byte, beside, _, _ = sock.recvmsg(1, socket.CMSG_SPACE(FD.size), socket.MSG_CMSG_CLOEXEC)
    if not byte:
        raise EOFError("nobody lends anything any more")
    if not beside:
        raise ValueError("a byte, and nothing beside it")
    (fd,) = FD.unpack(beside[0][2])
    return fd
