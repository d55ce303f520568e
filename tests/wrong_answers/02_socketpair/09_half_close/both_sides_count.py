"""Both sides know the size of the text, and nobody waits for an end.

caught_by = "test_the_child_reads_to_the_end_and_does_not_count"
cause = "circular-wait"
words = ["neither of them sends any", "the test has let the last 4 be lost"]
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
    with ours, theirs:
        child = os.fork()
        if child == 0:
            received = b""
            while len(received) < len(text):
                received += theirs.recv(SIZE)
            theirs.sendall(received[::-1])
            os._exit(0)
        ours.sendall(text)
        answer = b""
        while len(answer) < len(text):
            answer += ours.recv(SIZE)
        os.waitpid(child, 0)
    return answer
