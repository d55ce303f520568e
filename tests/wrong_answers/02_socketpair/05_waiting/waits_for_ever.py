"""Waits without a limit.

caught_by = "test_the_waiting_has_an_end"
cause = "no-more-data"
words = ["waits for data from socket pair A", "nobody is left to send any", "`theirs`"]
"""


def receive_within(sock, seconds, otherwise):
    return sock.recv(1024)
