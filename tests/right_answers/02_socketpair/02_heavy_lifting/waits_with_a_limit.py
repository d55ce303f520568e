"""A program does the work on descriptor 0; the wait for it has a limit that is not reached."""

import socket
import subprocess
import sys

SIZE = 1024


def work(sock, count):
    for _ in range(count):
        message = sock.recv(SIZE)
        sock.send(message + b" accomplished!")


def delegate(messages):
    a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    code = (
        "import socket; s = socket.socket(fileno=0)\nfor _ in range(%d): s.send(s.recv(2000) + b' accomplished!')"
        % len(messages)
    )
    with a:
        with b:
            p = subprocess.Popen([sys.executable, "-c", code], stdin=b)
        for m in messages:
            a.send(m)
        out = [a.recv(2000) for _ in messages]
        p.wait(timeout=20)
    return out
