"""Leaves out white space before it compares a message with END.

caught_by = "test_a_message_that_only_resembles_end_is_not_the_end"
words = ["receive_until_end returned [b'the end', b'end.', b'en']"]
"""

import socket


def receive(sock, size):
    message, _, flags, _ = sock.recvmsg(size)
    return message, bool(flags & socket.MSG_TRUNC)


def receive_until_end(sock):
    messages = []
    while (message := sock.recv(1024)).strip() != b"end":
        messages.append(message)
    return messages
