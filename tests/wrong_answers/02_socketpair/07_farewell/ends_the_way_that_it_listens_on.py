"""After the farewell nothing is to come, so the listener shuts that way down, in a socket that is its caller's.

caught_by = "test_a_farewell_ends_it_and_what_follows_stays"
words = ["it cannot receive any more (shutdown)"]
"""

import os
import socket

SIZE = 1024
FAREWELL = b"That was all."


def talk(sock, messages):
    for message in [*messages, FAREWELL]:
        sock.send(message)


def listen(sock):
    messages = []
    while (message := sock.recv(SIZE)) != FAREWELL:
        messages.append(message)
    sock.shutdown(socket.SHUT_RD)
    return messages


def conversation(messages):
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    with ours, theirs:
        child = os.fork()
        if child == 0:
            talk(theirs, messages)
            os._exit(0)
        received = listen(ours)
        os.waitpid(child, 0)
    return received
