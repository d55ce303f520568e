"""The limit is an option of the socket, and is taken back: SO_RCVTIMEO in socket(7)."""

import socket
import struct


def limit(sock, seconds):
    whole, rest = divmod(seconds, 1)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", int(whole), int(rest * 1e6)))


def receive_within(sock, seconds, otherwise):
    limit(sock, seconds)
    try:
        return sock.recv(1024)
    except BlockingIOError:
        return otherwise
    finally:
        limit(sock, 0)
