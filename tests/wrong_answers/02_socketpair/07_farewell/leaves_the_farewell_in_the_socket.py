"""Receives as many messages as it knows will come.

caught_by = "test_a_child_talks"
words = ["the farewell was not received"]
"""

import os
import socket

SIZE = 1024


FAREWELL = b"That was all."


def talk(sock, messages):
    for message in messages:
        sock.send(message)
    sock.send(FAREWELL)


def listen(sock):
    messages = []
    while (message := sock.recv(SIZE)) != FAREWELL:
        messages.append(message)
    return messages


def conversation(messages):
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    with ours, theirs:
        child = os.fork()
        if child == 0:
            talk(theirs, messages)
            os._exit(0)
        received = [ours.recv(SIZE) for _ in messages]
        os.waitpid(child, 0)
    return received
