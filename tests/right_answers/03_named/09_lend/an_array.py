"""An array of one number."""

import array
import os
import socket


def lend(sock, fd):
    rights = array.array("i", [fd])
    sock.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])
    os.close(fd)


def borrow(sock):
    rights = array.array("i")
    byte, beside, flags, _ = sock.recvmsg(1, socket.CMSG_LEN(rights.itemsize), socket.MSG_CMSG_CLOEXEC)
    for level, kind, data in beside:
        rights.frombytes(data)
    if rights:
        return rights[0]
    raise ValueError("nothing") if byte else EOFError()
