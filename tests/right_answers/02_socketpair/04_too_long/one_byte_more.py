"""Asks for one byte more than is wanted: if it comes, the message was too long."""


def receive(sock, size):
    message = sock.recv(size + 1)
    return message[:size], len(message) > size


def receive_until_end(sock):
    return list(iter(lambda: sock.recv(1024), b"end"))
