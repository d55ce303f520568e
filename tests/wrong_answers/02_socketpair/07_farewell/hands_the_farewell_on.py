"""Hands the farewell on as if it were one of the messages.

caught_by = "test_the_fifth_recv_does_not_wait_for_ever"
words = ["That was all."]
"""

import os
import socket

FAREWELL = b"That was all."


def talk(sock, messages):
    for message in [*messages, FAREWELL]:
        sock.send(message)


def listen(sock):
    messages = [sock.recv(1024)]
    while messages[-1] != FAREWELL:
        messages.append(sock.recv(1024))
    return messages


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
