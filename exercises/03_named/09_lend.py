"""Lend: an open file goes through a socket.

The number of a descriptor means nothing in another process. The open file behind it does, and a Unix socket can carry
it there: beside at least one byte, as SCM_RIGHTS. The kernel makes a descriptor of it for whoever receives it with
recvmsg, as dup would, under a number of its own. Nobody else has to know a path, or be allowed to open it.

Read on: unix(7), sendmsg(2), recvmsg(2), cmsg(3)
"""

import os
import socket
import struct

FD = struct.Struct("i")  # a descriptor beside the bytes: SCM_RIGHTS in unix(7)


def lend(sock: socket.socket, fd: int) -> None:
    """Send one byte, whichever, and the open file beside it; then only the other side has it, and it is closed here.

    sock: a Unix stream socket; it stays open. fd: a descriptor; if it cannot be sent, this raises, and it stays open.
    """
    # TODO: this sends a number. What is it to the other side?
    sock.sendall(bytes([fd]))
    os.close(fd)


def borrow(sock: socket.socket) -> int:
    """Receive one byte, and the open file beside it; wait for them if they are not there yet.

    sock: a Unix stream socket; it stays open, and what follows behind this one byte stays in it.
    Returns a descriptor, which no program that is run later inherits, as with all that Python makes.
    Raises EOFError at the end of the socket, and ValueError if nothing is beside the byte.
    """
    # TODO: receive what is beside the byte.
    return sock.recv(1)[0]
