"""The child knows how many bytes will come, and its parent never says that it is all.

caught_by = "test_a_child_reads_and_sends"
words = ["asked for no more than the text"]
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
                theirs.sendall(theirs.recv(len(text), socket.MSG_WAITALL)[::-1])
                os._exit(0)
        answer = (ours.sendall(text), until_the_end(ours))[1]
        os.waitpid(child, 0)
    return answer
