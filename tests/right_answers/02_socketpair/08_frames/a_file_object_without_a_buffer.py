"""Reads and writes by file objects without a buffer, so that nothing is taken that belongs to the next frame."""

import struct


def send_frame(sock, payload):
    with sock.makefile("wb") as out:
        out.write(struct.pack("!I", len(payload)))
        out.write(payload)


def recv_exactly(sock, size):
    pieces = []
    with sock.makefile("rb", buffering=0) as file:
        while size:
            piece = file.read(size)
            if not piece:
                raise EOFError("too short")
            pieces.append(piece)
            size -= len(piece)
    return b"".join(pieces)


def recv_frame(sock):
    return recv_exactly(sock, struct.unpack("!I", recv_exactly(sock, 4))[0])
