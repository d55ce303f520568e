"""Ends both directions: the answer has nowhere to go.

caught_by = "test_the_peer_reads_the_whole_question_and_its_end"
words = ["returned b'', expected b'you asked"]
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
    sock.shutdown(socket.SHUT_RDWR)
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
