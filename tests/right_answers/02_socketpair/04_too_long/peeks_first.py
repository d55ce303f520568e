"""Looks at the whole message before it takes as much of it as is wanted."""

import socket

LONGEST = 1 << 16


def receive(sock, size):
    whole = len(sock.recv(LONGEST, socket.MSG_PEEK))
    return sock.recv(size), whole > size


def receive_until_end(sock):
    messages = []
    while True:
        buffer = bytearray(1024)
        count, _, _, _ = sock.recvmsg_into([buffer])
        message = bytes(buffer[:count])
        if message == b"end":
            return messages
        messages += [message]
