"""Keeps the ends of its workers, and so never learns that one has gone.

caught_by = "test_a_worker_has_gone"
words = ["the other one was to serve the next four"]
"""

import contextlib
import os
import socket
from collections import deque


def work(orders):
    while fds := socket.recv_fds(orders, 1, 1)[1]:
        with socket.socket(fileno=fds[0]) as client, contextlib.suppress(ConnectionError):
            while words := client.recv(4096):
                if words == b"crash":
                    os._exit(1)
                client.sendall(b"%d %s" % (os.getpid(), words))


def doorman(listener, workers, count):
    pairs = []
    children = []
    others = []
    for _ in range(workers):
        ours, theirs = socket.socketpair()
        pairs.append(ours)
        child = os.fork()
        if child == 0:
            for each in pairs:
                each.close()
            work(theirs)
            os._exit(0)
        others.append(theirs)
        children.append(child)
    turns = deque(pairs)
    for _ in range(count):
        client, _ = listener.accept()
        with client:
            _hand_over(client, turns)
    for each in others:
        each.close()
    statuses = []
    for pair, child in zip(pairs, children, strict=True):
        pair.close()
        statuses.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    return statuses


def _hand_over(client, turns):
    while True:
        try:
            socket.send_fds(turns[0], [b"!"], [client.fileno()])
        except BrokenPipeError:
            turns.popleft()
        else:
            turns.rotate(-1)
            return
