"""Takes an empty message for the farewell, as if it were the end of a stream.

caught_by = "test_an_empty_message_is_no_farewell"
words = ["[b'before']"]
"""

import os
import socket

FAREWELL = b"That was all."


def talk(sock, messages):
    for message in [*messages, FAREWELL]:
        sock.send(message)


def listen(sock):
    messages = []
    while message := sock.recv(1024):
        if message == FAREWELL:
            break
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
