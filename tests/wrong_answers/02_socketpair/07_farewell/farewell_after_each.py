"""Says farewell after every message.

caught_by = "test_the_last_message_is_a_farewell"
words = ["[b'one', b'That was all.', b'two', b'That was all.']"]
"""

import os
import socket

FAREWELL = b"That was all."


def talk(sock, messages):
    for message in messages:
        sock.send(message)
        sock.send(FAREWELL)


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
    os.waitpid(child, 0)
    return received
