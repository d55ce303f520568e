"""Receives again to get the rest: the rest is gone, and nobody sends another message.

caught_by = "test_a_message_that_is_too_long_is_cut_and_that_is_told"
cause = "no-more-data"
words = ["waits for data from socket pair A", "nobody is left to send any"]
"""


def receive(sock, size):
    message = sock.recv(size)
    if len(message) < size:
        return message, False
    return message, len(sock.recv(1)) == 1


def receive_until_end(sock):
    messages = []
    while (message := sock.recv(1024)) != b"end":
        messages.append(message)
    return messages
