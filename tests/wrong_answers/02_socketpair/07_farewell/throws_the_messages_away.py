"""The child talks and its parent listens, but what is returned is the argument.

caught_by = "test_the_messages_that_came_are_returned"
words = ["changed on its way, to 'JUST A SEC'"]
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
        listen(ours)
        os.waitpid(child, 0)
    return messages
