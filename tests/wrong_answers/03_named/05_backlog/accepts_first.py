"""Accepts before anybody has connected.

caught_by = "test_they_connect_and_nobody_accepts"
cause = "nobody-connects"
words = ["accept", "connect"]
"""

import socket


def crowd(path, words):
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(path)
    listener.listen(len(words))
    for word in words:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
            conn, _ = listener.accept()
            client.connect(path)
            conn.close()
            client.sendall(word)
    return listener


def hear_out(listener, count):
    heard = []
    for _ in range(count):
        conn, _ = listener.accept()
        with conn, conn.makefile("rb") as words:
            heard.append(words.read())
    return heard
