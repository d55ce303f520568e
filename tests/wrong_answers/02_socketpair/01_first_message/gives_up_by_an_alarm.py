"""Waits for three seconds at most: an alarm ends it.

caught_by = "test_recv_waits_for_a_message"
words = ["sleeps for a time of its own"]
"""

import signal
import socket

SIZE = 1024


def a_pair():
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)


def send_one(sock, message):
    sock.send(message)


def receive_one(sock):

    def ring(*a):
        raise TimeoutError

    old = signal.signal(signal.SIGALRM, ring)
    signal.alarm(3)
    try:
        return sock.recv(SIZE)
    except TimeoutError:
        return b""
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, old)
