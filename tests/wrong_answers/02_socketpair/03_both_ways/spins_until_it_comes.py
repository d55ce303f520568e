"""Asks again and again whether the message of the peer is there.

caught_by = "test_a_peer_that_thinks_before_it_speaks"
words = ["never sleeps: it spins"]
"""

import socket


def exchange(sock, message):
    sock.send(message)
    while True:
        try:
            return sock.recv(1024, socket.MSG_DONTWAIT)
        except BlockingIOError:
            continue
