"""os.read and os.write do for a socket as well, and each process closes the end that it does not use."""

import os
import socket
import sys


def work(sock, count):
    while count:
        os.write(sock.fileno(), os.read(sock.fileno(), 2000) + b" accomplished!")
        count -= 1


def delegate(messages):
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    if os.fork() == 0:
        ours.close()
        work(theirs, len(messages))
        sys.exit()
    theirs.close()
    answers = []
    for message in messages:
        ours.sendall(message)
        answers.append(ours.recv(2000))
    ours.close()
    os.wait()
    return answers
