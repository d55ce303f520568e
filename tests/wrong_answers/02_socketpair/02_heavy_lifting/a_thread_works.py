"""A thread does the work: there is no child.

caught_by = "test_a_child_does_the_work"
words = ["no process was made"]
"""

import socket
import threading


def work(sock, count):
    for _ in range(count):
        sock.send(sock.recv(1024) + b" accomplished!")


def delegate(messages):
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    with ours, theirs:
        worker = threading.Thread(target=work, args=(theirs, len(messages)))
        worker.start()
        for message in messages:
            ours.send(message)
        answers = [ours.recv(1024) for _ in messages]
        worker.join()
    return answers
