"""Asks for the answers again and again, without waiting.

caught_by = "test_four_answers_come_back"
words = ["never sleeps: it spins"]
"""

import os
import socket

SIZE = 1024


def spin(s):
    while True:
        try:
            return s.recv(2048, socket.MSG_DONTWAIT)
        except BlockingIOError:
            pass


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
        answers = [spin(ours) for _ in messages]
        os.waitpid(child, 0)
    return answers
