"""Takes a pipe for each direction, so that closing one is enough.

caught_by = "test_a_child_reads_and_sends"
words = ["through no sockets"]
"""

import os
import socket

SIZE = 65536


def until_the_end(sock: socket.socket) -> bytes:
    received = b""
    while piece := sock.recv(SIZE):
        received += piece
    return received


def ask_all(sock: socket.socket, question: bytes) -> bytes:
    sock.sendall(question)
    sock.shutdown(socket.SHUT_WR)  # the end of what we send; what we receive has an end of its own
    return until_the_end(sock)


def backwards(text):
    qr, qw = os.pipe()
    ar, aw = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(qw)
        os.close(ar)
        with open(qr, "rb") as q, open(aw, "wb") as a:
            a.write(q.read()[::-1])
        os._exit(0)
    os.close(qr)
    os.close(aw)
    with open(qw, "wb") as q:
        q.write(text)
    with open(ar, "rb") as a:
        got = a.read()
    os.waitpid(child, 0)
    return got
