"""The child sends back what it gets, and its parent adds the words.

caught_by = "test_a_child_does_the_work"
words = ["the child did not send them"]
"""

import os
import socket

SIZE = 1024


def work(sock, count):
    for _ in range(count):
        message = sock.recv(SIZE)
        sock.send(message + b" accomplished!")


def delegate(messages):
    a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    with a, b:
        pid = os.fork()
        if pid == 0:
            for _ in messages:
                b.send(b.recv(SIZE))
            os._exit(0)
        out = []
        for m in messages:
            a.send(m)
            out.append(a.recv(SIZE) + b" accomplished!")
        os.waitpid(pid, 0)
    return out
