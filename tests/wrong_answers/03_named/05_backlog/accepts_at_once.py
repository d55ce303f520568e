"""Accepts each client as soon as it has connected.

caught_by = "test_they_connect_and_nobody_accepts"
words = ["5 clients were to be in the queue, and 0 are"]
"""

import socket


def crowd(path, words):
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(path)
    listener.listen(len(words))
    for word in words:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
            client.connect(path)
            client.sendall(word)
        listener.accept()[0].close()
    return listener


def hear_out(listener, count):
    heard = []
    for _ in range(count):
        conn, _ = listener.accept()
        with conn, conn.makefile("rb") as words:
            heard.append(words.read())
    return heard
