"""Asks for the true length of the datagram, which recv returns in place of what was received: MSG_TRUNC."""

import select
import socket
import sys


def receive(sock, size):
    if sys.platform != "linux":
        message, _, flags, _ = sock.recvmsg(size)
        return message, flags & socket.MSG_TRUNC != 0
    buffer = bytearray(size)
    length = sock.recv_into(buffer, size, socket.MSG_TRUNC)
    return bytes(buffer[:length]), length > size


def receive_until_end(sock):
    messages = []
    while not messages or messages[-1] != b"end":
        select.select([sock], [], [])
        messages.append(sock.recv(4096))
    return messages[:-1]
