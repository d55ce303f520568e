"""Looks whether the child has exited, and goes on if it has not.

caught_by = "test_the_child_is_waited_for"
words = ["has only looked whether the child has exited (WNOHANG)"]
"""

import os
import socket

FAREWELL = b"That was all."


def talk(sock, messages):
    for message in [*messages, FAREWELL]:
        sock.send(message)


def listen(sock):
    return list(iter(lambda: sock.recv(1024), FAREWELL))


def conversation(messages):
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    child = os.fork()
    if child == 0:
        talk(theirs, messages)
        os._exit(0)
    theirs.close()
    received = listen(ours)
    ours.close()
    os.waitpid(child, os.WNOHANG)
    return received
