"""Takes what has come first for all.

caught_by = "test_each_is_heard_to_its_end"
words = ["expected [8, 8000]"]
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
        conn, _ = listener.accept()
        with conn:
            heard.append(conn.recv(4096))
    return heard
