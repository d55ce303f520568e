"""The child has nothing to do: its parent answers its own messages.

caught_by = "test_a_child_does_the_work"
words = ["the child has received nothing"]
"""

import os
import socket


def work(sock, count):
    for _ in range(count):
        sock.send(sock.recv(1024) + b" accomplished!")


def delegate(messages):
    child = os.fork()
    if child == 0:
        os._exit(0)
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    with ours, theirs:
        for message in messages:
            ours.send(message)
        work(theirs, len(messages))
        answers = [ours.recv(1024) for _ in messages]
    os.waitpid(child, 0)
    return answers
