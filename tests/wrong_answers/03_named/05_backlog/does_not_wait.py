"""Connects without waiting, when there is no room.

caught_by = "test_they_connect_and_nobody_accepts"
words = ["Resource temporarily unavailable"]
"""

import socket


def crowd(path, words):
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(path)
    listener.listen(1)
    for word in words:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
            client.setblocking(False)
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
