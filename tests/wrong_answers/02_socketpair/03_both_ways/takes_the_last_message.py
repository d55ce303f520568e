"""Receives all that is there, and returns the last.

caught_by = "test_one_message_is_received_of_several_that_wait"
words = ["b''"]
"""

import socket


def exchange(sock, message):
    sock.send(message)
    received = sock.recv(1024)
    while True:
        try:
            received = sock.recv(1024, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return received
