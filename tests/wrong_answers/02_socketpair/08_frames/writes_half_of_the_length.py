"""Writes the length in two bytes, with two of zero before them.

caught_by = "test_a_long_message_is_sent_whole"
words = ["the frame says 16960"]
"""

import struct


def send_frame(sock, payload):
    sock.sendall(struct.pack(">HH", 0, len(payload) & 65535) + payload)


def recv_exactly(sock, size):
    received = b""
    while len(received) < size:
        piece = sock.recv(size - len(received))
        if not piece:
            raise EOFError(f"the stream ended after {len(received)} of {size} bytes")
        received += piece
    return received


def recv_frame(sock):
    size = int.from_bytes(recv_exactly(sock, 4), "big")
    return recv_exactly(sock, size)
