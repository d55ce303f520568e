"""Receives from the listener.

caught_by = "test_they_are_heard_when_all_have_gone"
words = ["Invalid argument"]
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
    return listener


def hear_out(listener, count):
    heard = []
    for _ in range(count):
        heard.append(listener.recv(4096))
    return heard
