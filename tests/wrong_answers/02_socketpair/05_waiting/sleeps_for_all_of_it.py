"""Sleeps for the whole time, and then looks: a message that comes early waits.

caught_by = "test_the_waiting_is_sleep_that_the_message_ends"
words = ["sleeps for a time of its own"]
"""

import socket
import time


def receive_within(sock, seconds, otherwise):
    time.sleep(seconds)
    try:
        return sock.recv(1024, socket.MSG_DONTWAIT)
    except BlockingIOError:
        return otherwise
