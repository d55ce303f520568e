"""Receives all messages, and answers with all of them in one.

caught_by = "test_every_message_gets_its_answer"
words = ["work answered 1 of them"]
"""

import os
import socket


def work(sock, count):
    messages = [sock.recv(1024) for _ in range(count)]
    sock.send(b" accomplished!\n".join(messages) + b" accomplished!")


def delegate(messages):
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    with ours, theirs:
        child = os.fork()
        if child == 0:
            work(theirs, len(messages))
            os._exit(0)
        for message in messages:
            ours.send(message)
        answers = ours.recv(1024).splitlines()
        os.waitpid(child, 0)
    return answers
