"""Writes the length in the byte order of the machine, as struct does if nobody tells it otherwise.

caught_by = "test_a_frame_is_four_bytes_of_length_and_the_payload"
words = ["most significant byte first"]
"""

import struct


def send_frame(sock, payload):
    sock.sendall(struct.pack("<I", len(payload)) + payload)


def recv_exactly(sock, size):
    received = b""
    while len(received) < size:
        piece = sock.recv(size - len(received))
        if not piece:
            raise EOFError
        received += piece
    return received


def recv_frame(sock):
    (size,) = struct.unpack("<I", recv_exactly(sock, 4))
    return recv_exactly(sock, size)
