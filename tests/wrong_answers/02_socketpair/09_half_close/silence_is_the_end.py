"""Takes three seconds of silence for the end.

caught_by = "test_an_end_that_comes_late_is_waited_for"
words = ["sleeps for a time of its own"]
"""

import os
import socket


def until_the_end(sock):
    received = b""
    sock.settimeout(3)
    try:
        while piece := sock.recv(65536):
            received += piece
    except TimeoutError:
        pass
    finally:
        sock.settimeout(None)
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
        os.waitpid(child, 0)
    return answer
