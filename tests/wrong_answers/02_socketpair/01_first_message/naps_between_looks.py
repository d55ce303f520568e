"""Sleeps for a moment, looks, and sleeps again.

caught_by = "test_recv_waits_for_a_message"
words = ["sleeps for a time of its own"]
"""

import socket
import time


def a_pair():
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)


def send_one(sock, message):
    sock.send(message)


def receive_one(sock):
    while True:
        try:
            return sock.recv(1024, socket.MSG_DONTWAIT)
        except BlockingIOError:
            time.sleep(0.01)
