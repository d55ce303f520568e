"""Lets the kernel wait for all bytes, with MSG_WAITALL."""

import socket


def send_frame(sock, payload):
    frame = len(payload).to_bytes(4, "big") + payload
    while frame:
        frame = frame[sock.send(frame) :]


def recv_exactly(sock, size):
    received = sock.recv(size, socket.MSG_WAITALL)
    if len(received) < size:
        raise EOFError
    return received


def recv_frame(sock):
    return recv_exactly(sock, int.from_bytes(recv_exactly(sock, 4), "big"))
