"""The socket is made non-blocking when the work is done, and it is not the worker's.

caught_by = "test_no_more_is_received_than_was_asked_for"
words = ["O_NONBLOCK"]
"""

import os
import socket

SIZE = 1024


def delegate(messages):
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    with ours, theirs:
        child = os.fork()
        if child == 0:
            work(theirs, len(messages))
            os._exit(0)
        for message in messages:
            ours.send(message)
        answers = [ours.recv(SIZE) for _ in messages]
        os.waitpid(child, 0)
    return answers


def work(sock, count):
    for _ in range(count):
        sock.send(sock.recv(SIZE) + b" accomplished!")
    os.set_blocking(sock.fileno(), False)
