"""Packs with struct, sends header and payload apart, and receives into a buffer of the right size."""

import struct

HEADER = struct.Struct(">I")


def send_frame(sock, payload):
    sock.sendall(HEADER.pack(len(payload)))
    sock.sendall(payload)


def recv_exactly(sock, size):
    buffer = bytearray(size)
    view = memoryview(buffer)
    while view:
        count = sock.recv_into(view)
        if count == 0:
            raise EOFError("the peer hung up")
        view = view[count:]
    return bytes(buffer)


def recv_frame(sock):
    (size,) = HEADER.unpack(recv_exactly(sock, HEADER.size))
    return recv_exactly(sock, size)
