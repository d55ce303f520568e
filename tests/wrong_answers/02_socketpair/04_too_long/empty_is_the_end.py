"""Stops at a message without bytes, as one does with a stream.

caught_by = "test_an_empty_message_is_not_the_end"
words = ["receive_until_end returned [b'one']"]
"""

import socket


def receive(sock, size):
    message, _, flags, _ = sock.recvmsg(size)
    return message, bool(flags & socket.MSG_TRUNC)


def receive_until_end(sock):
    messages = []
    while message := sock.recv(1024):
        if message == b"end":
            break
        messages.append(message)
    return messages
