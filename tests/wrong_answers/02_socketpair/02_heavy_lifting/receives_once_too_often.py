"""The parent receives a fifth time: nobody is left who could send.

caught_by = "test_four_answers_come_back"
cause = "no-more-data"
words = ["The parent waits for data from socket pair A", "only the parent itself holds the other end: `theirs`"]
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
        answers = [ours.recv(1024) for _ in range(len(messages) + 1)]
        os.waitpid(child, 0)
    return answers
