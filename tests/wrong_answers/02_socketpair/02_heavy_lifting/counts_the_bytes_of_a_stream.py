"""Counts bytes in a stream, where datagrams have a beginning and an end.

caught_by = "test_a_child_does_the_work"
words = ["through no datagram sockets"]
"""

import os
import socket

SIZE = 1024


def work(sock: socket.socket, count: int) -> None:
    for _ in range(count):
        message = sock.recv(SIZE)  # one message, however much room there is
        sock.send(message + b" accomplished!")


def delegate(messages):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        child = os.fork()
        if child == 0:
            [theirs.sendall(theirs.recv(len(m), socket.MSG_WAITALL) + b" accomplished!") for m in messages]
            os._exit(0)
        for message in messages:
            ours.send(message)
        answers = [ours.recv(len(m) + 14, socket.MSG_WAITALL) for m in messages]
        os.waitpid(child, 0)
    return answers
