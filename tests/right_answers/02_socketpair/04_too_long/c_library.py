"""recv of the C library, on the descriptor, which returns the true length if it is asked for it."""

import ctypes
import sys

MSG_TRUNC = 0x20  # recv(2), of Linux
libc = ctypes.CDLL(None, use_errno=True)


def receive(sock, size):
    if sys.platform != "linux":
        message = sock.recv(size + 1)
        return message[:size], len(message) > size
    buffer = ctypes.create_string_buffer(size)
    length = libc.recv(sock.fileno(), buffer, size, MSG_TRUNC)
    assert length >= 0, f"recv failed with errno {ctypes.get_errno()}"
    return buffer.raw[: min(length, size)], length > size


def receive_until_end(sock):
    messages = []
    while (message := receive(sock, 1024)[0]) != b"end":
        messages.append(message)
    return messages
