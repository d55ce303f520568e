"""Waits for the whole time, and once more.

caught_by = "test_the_waiting_is_not_drawn_out"
words = ["receive_within was given 0.25 s"]
"""

import select

SIZE = 1024


def receive_within(sock, seconds, otherwise):
    for _ in range(2):
        if select.select([sock], [], [], seconds)[0]:
            return sock.recv(SIZE)
    return otherwise
