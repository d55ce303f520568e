"""The child works until there is nothing more to receive, and never learns that.

caught_by = "test_four_answers_come_back"
cause = "no-more-data"
words = ["The child waits for data from socket pair A", "the parent, who holds the other end, waits for the child to exit"]
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
            while True:
                work(theirs, 1)
        for message in messages:
            ours.send(message)
        answers = [ours.recv(1024) for _ in messages]
        os.waitpid(child, 0)
    return answers
