"""Kills the child when its answers have come: it never gets to its end.

caught_by = "test_the_child_is_waited_for"
words = ["The child was killed"]
"""

import os
import signal
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
            signal.pause()
        for message in messages:
            ours.send(message)
        answers = [ours.recv(1024) for _ in messages]
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return answers
