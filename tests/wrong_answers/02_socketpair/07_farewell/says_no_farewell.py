"""Listens for a farewell that nobody sends.

caught_by = "test_the_fifth_recv_does_not_wait_for_ever"
cause = "peer-gone-datagram"
words = ["closed", "no message will come"]
"""

import os
import socket

FAREWELL = b"That was all."


def talk(sock, messages):
    for message in messages:
        sock.send(message)


def listen(sock):
    messages = []
    while True:
        message = sock.recv(1024)
        if message == FAREWELL:
            return messages
        messages.append(message)


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
