"""Looks again and again whether the child has exited.

caught_by = "test_the_child_is_waited_for"
words = ["has only looked whether the child has exited (WNOHANG)"]
"""

import os
import socket


def until_the_end(sock):
    received = b""
    while piece := sock.recv(65536):
        received += piece
    return received


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
        while os.waitpid(child, os.WNOHANG) == (0, 0):
            pass
    return answer
