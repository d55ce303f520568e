"""recv has a time limit that is longer than any test, and yet it does not wait for as long as it takes.

caught_by = "test_recv_waits_for_a_message"
words = ["sleeps for a time of its own"]
"""

import socket

SIZE = 1024


def a_pair():
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)


def send_one(sock, message):
    sock.send(message)


def receive_one(sock):
    sock.settimeout(30)
    try:
        return sock.recv(SIZE)
    finally:
        sock.settimeout(None)
