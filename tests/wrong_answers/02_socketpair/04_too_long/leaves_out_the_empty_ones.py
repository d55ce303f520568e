"""Goes on after an empty message, but does not keep it.

caught_by = "test_an_empty_message_is_not_the_end"
words = ["receive_until_end returned [b'one', b'two']"]
"""

import socket


def receive(sock, size):
    message, _, flags, _ = sock.recvmsg(size)
    return message, bool(flags & socket.MSG_TRUNC)


def receive_until_end(sock):
    return [message for message in iter(lambda: sock.recv(1024), b"end") if message]
