"""Writes the question into a file object, and neither flushes it nor says that this is all.

caught_by = "test_the_child_knows_when_to_answer"
cause = "other-write-end"
words = ["8 bytes are still in the buffer of `out`"]
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
    out = sock.makefile("wb")
    out.write(question)
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
