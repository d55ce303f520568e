"""Receives once, as if all of it came in one piece.

caught_by = "test_all_comes_until_the_end_one_by_one"
words = ["140 bytes came one by one before the end; until_the_end returned b'"]
"""

import os
import socket


def until_the_end(sock):
    return sock.recv(1 << 20)


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
                theirs.sendall(until_the_end(theirs)[::-1])
                os._exit(0)
        answer = ask_all(ours, text)
        os.waitpid(child, 0)
    return answer
