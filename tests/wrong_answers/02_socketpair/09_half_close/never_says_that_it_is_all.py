"""Waits for the answer, while the child waits for the end of the question.

caught_by = "test_the_child_knows_when_to_answer"
cause = "other-write-end"
words = ["The child waits for the end of socket pair A, but the parent still holds the other end: `sock`"]
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
    return until_the_end(sock)


def backwards(text):
    ours, theirs = socket.socketpair()
    with ours:
        child = os.fork()
        if child == 0:
            ours.close()
            theirs.sendall(until_the_end(theirs)[::-1])
            os._exit(0)
        theirs.close()
        answer = ask_all(ours, text)
        os.waitpid(child, 0)
    return answer
