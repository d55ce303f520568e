"""send and recv of the C library, on the descriptors."""

import ctypes
import socket

libc = ctypes.CDLL(None, use_errno=True)


def a_pair():
    ends = (ctypes.c_int * 2)()
    assert libc.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM, 0, ends) == 0
    return socket.socket(fileno=ends[0]), socket.socket(fileno=ends[1])


def send_one(sock, message):
    assert libc.send(sock.fileno(), message, len(message), 0) == len(message)


def receive_one(sock):
    buffer = ctypes.create_string_buffer(1024)
    count = libc.recv(sock.fileno(), buffer, len(buffer), 0)
    assert count >= 0, f"recv failed with errno {ctypes.get_errno()}"
    return buffer.raw[:count]
