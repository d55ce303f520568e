"""Takes the messages that are there, and waits for none.

caught_by = "test_end_is_waited_for"
words = ["BlockingIOError"]
"""

import socket


def receive(sock, size):
    message, _, flags, _ = sock.recvmsg(size)
    return message, bool(flags & socket.MSG_TRUNC)


def receive_until_end(sock):
    messages = []
    while (message := sock.recv(1024, socket.MSG_DONTWAIT)) != b"end":
        messages.append(message)
    return messages
