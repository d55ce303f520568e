"""A minute is set as a limit, and stays with the socket.

caught_by = "test_all_comes_until_the_end_one_by_one"
words = ["a time limit of 60.0 s"]
"""

import os
import socket

SIZE = 65536


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


def until_the_end(sock):
    received = b""
    sock.settimeout(60)
    while piece := sock.recv(SIZE):
        received += piece
    return received
