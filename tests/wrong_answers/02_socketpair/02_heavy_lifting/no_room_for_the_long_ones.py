"""Has room for short messages only.

caught_by = "test_eight_long_messages"
words = ["14 bytes more were to come back for each"]
"""

import os
import socket


def work(sock, count):
    for _ in range(count):
        sock.send(sock.recv(1024) + b" accomplished!")


def delegate(messages):
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    with ours, theirs:
        child = os.fork()
        if child == 0:
            work(theirs, len(messages))
            os._exit(0)
        for message in messages:
            ours.send(message)
        answers = [ours.recv(1000) for _ in messages]
        os.waitpid(child, 0)
    return answers
