"""The child has the messages from before the fork, and nobody sends them to it.

caught_by = "test_a_child_does_the_work"
words = ["the messages were not sent to the child"]
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
            for message in messages:
                theirs.send(message + b" accomplished!")
            os._exit(0)
        answers = [ours.recv(1024) for _ in messages]
        os.waitpid(child, 0)
    return answers
