"""Looks whether the child has exited, and goes on if it has not.

caught_by = "test_the_child_is_waited_for"
words = ["has only looked whether the child has exited (WNOHANG)"]
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
        answers = [ours.recv(1024) for _ in messages]
        os.waitpid(child, os.WNOHANG)
    return answers
