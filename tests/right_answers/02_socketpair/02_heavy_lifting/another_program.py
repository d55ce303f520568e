"""The child is another Python, which inherits one end of the pair."""

import socket
import subprocess
import sys

WORK = """
import os, sys
for _ in range(int(sys.argv[2])):
    os.write(int(sys.argv[1]), os.read(int(sys.argv[1]), 2048) + b" accomplished!")
"""


def work(sock, count):
    while count:
        sock.sendall(b"%b accomplished!" % sock.recv(2048))
        count -= 1


def delegate(messages):
    ours, theirs = socket.socketpair(type=socket.SOCK_DGRAM)
    with ours, theirs:
        command = [sys.executable, "-S", "-c", WORK, str(theirs.fileno()), str(len(messages))]
        with subprocess.Popen(command, pass_fds=[theirs.fileno()]):
            for message in messages:
                ours.send(message)
            return [ours.recv(2048) for _ in messages]
