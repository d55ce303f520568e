"""Listens with iter and a sentinel, keeps both sockets open until the end, and leaves the child with sys.exit."""

import os
import socket
import sys

FAREWELL = b"That was all."


def talk(sock, messages):
    for message in [*messages, FAREWELL]:
        sock.sendall(message)


def listen(sock):
    return list(iter(lambda: sock.recv(1024), FAREWELL))


def conversation(messages):
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    with ours, theirs:
        if os.fork() == 0:
            talk(theirs, messages)
            sys.exit()
        received = listen(ours)
        os.wait()
    return received
