"""The child sends back what it gets, and its parent reverses it.

caught_by = "test_a_child_reads_and_sends"
words = ["the child has sent another"]
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
                theirs.sendall(until_the_end(theirs))
                os._exit(0)
        answer = ask_all(ours, text)[::-1]
        os.waitpid(child, 0)
    return answer
