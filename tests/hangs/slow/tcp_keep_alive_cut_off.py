"""A connection is kept alive, and its network is cut: in a network of its own, where that may be made."""

import ctypes
import fcntl
import socket
import struct

NEW_USER_AND_NETWORK = 0x50000000
SET_FLAGS, UP = 0x8914, 1


def set_flags(flags):
    with socket.socket() as any_socket:
        fcntl.ioctl(any_socket, SET_FLAGS, struct.pack("16sh14x", b"lo", flags))


if ctypes.CDLL(None).unshare(NEW_USER_AND_NETWORK) == 0:
    set_flags(UP)
    with socket.create_server(("127.0.0.1", 0)) as server:
        client = socket.create_connection(server.getsockname())
        peer, _ = server.accept()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for option, value in ((socket.TCP_KEEPIDLE, 3), (socket.TCP_KEEPINTVL, 1), (socket.TCP_KEEPCNT, 1)):
        client.setsockopt(socket.IPPROTO_TCP, option, value)
    set_flags(0)
    try:
        client.recv(1)
    except TimeoutError:
        print("cut off")
