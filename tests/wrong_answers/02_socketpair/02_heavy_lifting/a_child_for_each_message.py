"""Forks a child for each message.

caught_by = "test_a_child_does_the_work"
words = ["another child"]
"""

import os
import socket

SIZE = 1024


def work(sock, count):
    for _ in range(count):
        message = sock.recv(SIZE)
        sock.send(message + b" accomplished!")


def delegate(messages):
    out = []
    for m in messages:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        with ours, theirs:
            child = os.fork()
            if child == 0:
                work(theirs, 1)
                os._exit(0)
            ours.send(m)
            out.append(ours.recv(2048))
            os.waitpid(child, 0)
    return out
