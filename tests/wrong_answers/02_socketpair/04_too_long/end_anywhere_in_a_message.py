"""Takes every message that ends with END for END.

caught_by = "test_a_message_that_only_resembles_end_is_not_the_end"
words = ["receive_until_end returned []"]
"""

import socket


def receive(sock, size):
    message, _, flags, _ = sock.recvmsg(size)
    return message, bool(flags & socket.MSG_TRUNC)


def receive_until_end(sock):
    messages = []
    while not (message := sock.recv(1024)).endswith(b"end"):
        messages.append(message)
    return messages
