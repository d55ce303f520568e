"""Receives four times, because that was enough the last time.

caught_by = "test_a_farewell_ends_it_and_what_follows_stays"
words = ["another conversation"]
"""

import os
import socket

FAREWELL = b"That was all."


def talk(sock, messages):
    for message in [*messages, FAREWELL]:
        sock.send(message)


def listen(sock):
    return [sock.recv(1024) for _ in range(4)]


def conversation(messages):
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    child = os.fork()
    if child == 0:
        talk(theirs, messages)
        os._exit(0)
    theirs.close()
    received = listen(ours)
    ours.close()
    os.waitpid(child, 0)
    return received
