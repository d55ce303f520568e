"""Leaves the size of the queue to the library, which chooses 128.

caught_by = "test_they_are_heard_when_all_have_gone"
cause = "nobody-accepts"
words = ["accepts"]
"""

import socket


def crowd(path, words):
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(path)
    listener.listen()
    for word in words:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
            client.connect(path)
            client.sendall(word)
    return listener


def hear_out(listener, count):
    heard = []
    for _ in range(count):
        conn, _ = listener.accept()
        with conn, conn.makefile("rb") as words:
            heard.append(words.read())
    return heard
