"""Talks through sockets whose end could be noticed.

caught_by = "test_a_child_talks"
words = ["through no datagram sockets"]
"""

import os
import socket

SIZE = 1024
FAREWELL = b"That was all."


def talk(sock: socket.socket, messages: list[bytes]) -> None:
    for message in messages:
        sock.send(message)
    sock.send(FAREWELL)


def listen(sock: socket.socket) -> list[bytes]:
    messages = []
    while (message := sock.recv(SIZE)) != FAREWELL:  # an empty message is no end
        messages.append(message)
    return messages


def conversation(messages):
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours:
        with theirs:
            child = os.fork()
            if child == 0:
                ours.close()
                talk(theirs, messages)
                os._exit(0)
        received = listen(ours)
        os.waitpid(child, 0)
    return received
