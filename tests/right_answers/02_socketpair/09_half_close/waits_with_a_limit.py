"""A program reverses descriptor 0 into descriptor 1; the wait for it has a limit that is not reached."""

import socket
import subprocess
import sys

SIZE = 65536


def until_the_end(sock):
    received = b""
    while piece := sock.recv(SIZE):
        received += piece
    return received


def ask_all(sock, question):
    sock.sendall(question)
    sock.shutdown(socket.SHUT_WR)
    return until_the_end(sock)


def backwards(text):
    a, b = socket.socketpair()
    with a:
        with b:
            p = subprocess.Popen(
                [
                    sys.executable,
                    "-Sc",
                    "import sys; d = sys.stdin.buffer.read(); sys.stdout.buffer.write(d[::-1])",
                ],
                stdin=b,
                stdout=b,
            )
        got = ask_all(a, text)
        p.wait(timeout=15)
    return got
