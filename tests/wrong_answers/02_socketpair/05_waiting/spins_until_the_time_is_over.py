"""Asks again and again, until the time is over.

caught_by = "test_the_waiting_is_sleep_that_the_message_ends"
words = ["never sleeps: it spins"]
"""

import socket
import time


def receive_within(sock, seconds, otherwise):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            return sock.recv(1024, socket.MSG_DONTWAIT)
        except BlockingIOError:
            continue
    return otherwise
