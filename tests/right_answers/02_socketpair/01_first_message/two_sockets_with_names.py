"""Makes two sockets, gives them names that the kernel chooses, and connects each to the other."""

import select
import socket


def a_pair():
    left, right = (socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) for _ in range(2))
    for sock in (left, right):
        sock.bind("")
    left.connect(right.getsockname())
    right.connect(left.getsockname())
    return left, right


def send_one(sock, message):
    assert sock.send(message) == len(message)


def receive_one(sock):
    select.select([sock], [], [])
    buffer = bytearray(1024)
    return bytes(buffer[: sock.recv_into(buffer)])
