"""Takes a newline for the end of a stream.

caught_by = "test_all_comes_until_the_end_one_by_one"
words = ["140 bytes came one by one before the end"]
"""

import os
import socket

SIZE = 65536


def until_the_end(sock):
    d = b""
    while not d.endswith(b"\n"):
        p = sock.recv(SIZE)
        if not p:
            break
        d += p
    return d


def ask_all(sock, question):
    sock.sendall(question)
    sock.shutdown(socket.SHUT_WR)
    return until_the_end(sock)


def backwards(text):
    ours, theirs = socket.socketpair()
    with ours:
        with theirs:
            child = os.fork()
            if child == 0:
                ours.close()
                theirs.sendall(until_the_end(theirs)[::-1])
                os._exit(0)
        answer = ask_all(ours, text)
        os.waitpid(child, 0)
    return answer
