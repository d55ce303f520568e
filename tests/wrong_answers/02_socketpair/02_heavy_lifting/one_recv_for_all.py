"""Takes the messages for a stream and receives once, with much room.

caught_by = "test_every_message_gets_its_answer"
words = ["four messages were sent, and work answered 1 of them"]
"""

import os
import socket


def work(sock, count):
    sock.send(sock.recv(100_000) + b" accomplished!")


def delegate(messages):
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    with ours, theirs:
        child = os.fork()
        if child == 0:
            work(theirs, len(messages))
            os._exit(0)
        for message in messages:
            ours.send(message)
        answers = ours.recv(100_000).splitlines()
        os.waitpid(child, 0)
    return answers
