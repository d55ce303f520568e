"""A thread reads and sends: there is no child.

caught_by = "test_a_child_reads_and_sends"
words = ["no process was made"]
"""

import socket
import threading


def until_the_end(sock):
    received = b""
    while piece := sock.recv(65536):
        received += piece
    return received


def ask_all(sock, question):
    sock.sendall(question)
    sock.shutdown(socket.SHUT_WR)
    return until_the_end(sock)


def reverse(sock):
    with sock:
        sock.sendall(until_the_end(sock)[::-1])


def backwards(text):
    ours, theirs = socket.socketpair()
    with ours:
        reverser = threading.Thread(target=reverse, args=(theirs,))
        reverser.start()
        answer = ask_all(ours, text)
        reverser.join()
    return answer
