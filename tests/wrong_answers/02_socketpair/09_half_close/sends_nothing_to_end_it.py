"""Sends an empty message, which ends nothing on a stream: not a byte of it arrives.

caught_by = "test_the_child_knows_when_to_answer"
cause = "other-write-end"
words = ["waits for the end"]
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
    sock.send(b"")
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
