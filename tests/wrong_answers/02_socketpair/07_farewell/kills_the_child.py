"""Kills the child when its farewell has come: it never gets to its end.

caught_by = "test_the_child_is_waited_for"
words = ["The child was killed"]
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
        received = listen(ours)
        os.kill(child, 9)
        os.waitpid(child, 0)
    return received
