"""Waits for three seconds at most, however long it may.

caught_by = "test_the_waiting_is_sleep_that_the_message_ends"
words = ["was given 60 s, and returned"]
"""

import select

SIZE = 1024


def receive_within(sock, seconds, otherwise):
    if select.select([sock], [], [], min(seconds, 3))[0]:
        return sock.recv(SIZE)
    return otherwise
