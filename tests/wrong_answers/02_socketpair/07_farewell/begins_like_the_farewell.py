"""Takes every message that begins with FAREWELL for the farewell.

caught_by = "test_only_the_farewell_itself_ends_it"
words = ["listen returned [b'That was all']"]
"""

import os
import socket

FAREWELL = b"That was all."


def talk(sock, messages):
    for message in [*messages, FAREWELL]:
        sock.send(message)


def listen(sock):
    messages = []
    while not (message := sock.recv(1024)).startswith(FAREWELL):
        messages.append(message)
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
