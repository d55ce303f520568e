"""The child answers, and the parent writes the answers itself.

caught_by = "test_the_answers_that_came_are_returned"
words = ["changed on its way, to capitals"]
"""

import os
import socket

SIZE = 1024


def work(sock, count):
    for _ in range(count):
        message = sock.recv(SIZE)
        sock.send(message + b" accomplished!")


def delegate(messages):
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    with ours, theirs:
        child = os.fork()
        if child == 0:
            work(theirs, len(messages))
            os._exit(0)
        for message in messages:
            ours.send(message)
        for _ in messages:
            ours.recv(SIZE)
        os.waitpid(child, 0)
    return [message + b" accomplished!" for message in messages]
