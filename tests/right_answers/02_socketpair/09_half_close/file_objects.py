"""Writes and reads through one file object on each side, and lets the child close what it does not use."""

import os
import socket
import sys


def until_the_end(sock):
    with sock.makefile("rb") as file:
        return file.read()


def ask_all(sock, question):
    with sock.makefile("wb") as file:
        file.write(question)
    sock.shutdown(socket.SHUT_WR)
    return until_the_end(sock)


def backwards(text):
    ours, theirs = socket.socketpair()
    child = os.fork()
    if child == 0:
        ours.close()
        theirs.sendall(until_the_end(theirs)[::-1])
        sys.exit()
    theirs.close()
    with ours:
        answer = ask_all(ours, text)
    os.waitpid(child, 0)
    return answer
