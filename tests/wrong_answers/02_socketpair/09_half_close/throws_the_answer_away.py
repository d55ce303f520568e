"""The child answers, and the parent reverses the text itself.

caught_by = "test_the_answer_that_came_is_returned"
words = ["changed on its way, to 'PUDDINGS'"]
"""

import os
import socket

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
    ours, theirs = socket.socketpair()
    with ours:
        with theirs:
            child = os.fork()
            if child == 0:
                ours.close()
                theirs.sendall(until_the_end(theirs)[::-1])
                os._exit(0)
        ask_all(ours, text)
        os.waitpid(child, 0)
    return text[::-1]
