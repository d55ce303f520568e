"""Takes a pipe for each direction, and one message at a time.

caught_by = "test_a_child_does_the_work"
words = ["through no sockets"]
"""

import os
import socket

SIZE = 1024


def work(sock: socket.socket, count: int) -> None:
    for _ in range(count):
        sock.send(sock.recv(SIZE) + b" accomplished!")


def delegate(messages: list[bytes]) -> list[bytes]:
    tasks, gives = os.pipe()
    results, tells = os.pipe()
    child = os.fork()
    if child == 0:
        for _ in messages:
            os.write(tells, os.read(tasks, SIZE) + b" accomplished!")
        os._exit(0)
    answers = []
    for message in messages:
        os.write(gives, message)
        answers.append(os.read(results, SIZE))
    os.waitpid(child, 0)
    for fd in (tasks, gives, results, tells):
        os.close(fd)
    return answers
