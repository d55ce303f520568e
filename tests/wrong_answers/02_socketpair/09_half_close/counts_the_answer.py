"""The answer is received until it is as long as the question.

caught_by = "test_an_answer_is_received_until_its_end"
words = ["ask_all returned b'one '"]
"""

import os
import socket

SIZE = 65536


def until_the_end(sock):
    received = b""
    while piece := sock.recv(SIZE):
        received += piece
    return received


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


def ask_all(sock, question):
    sock.sendall(question)
    sock.shutdown(socket.SHUT_WR)
    received = sock.recv(SIZE)
    while len(received) < len(question) and (piece := sock.recv(SIZE)):
        received += piece
    return received
