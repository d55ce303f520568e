"""Receives all messages before it answers the first one.

caught_by = "test_each_message_is_answered_before_the_next_is_waited_for"
words = ["work waited for the second message before it answered the first"]
"""

import os
import socket


def work(sock, count):
    messages = [sock.recv(1024) for _ in range(count)]
    for message in messages:
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
        answers = [ours.recv(1024) for _ in messages]
        os.waitpid(child, 0)
    return answers
