"""Takes three seconds of silence for the farewell.

caught_by = "test_a_farewell_that_comes_late_is_waited_for"
words = ["sleeps for a time of its own"]
"""

import os
import select
import socket

FAREWELL = b"That was all."


def talk(sock, messages):
    for message in [*messages, FAREWELL]:
        sock.send(message)


def listen(sock):
    messages = []
    while select.select([sock], [], [], 3)[0]:
        message = sock.recv(1024)
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
