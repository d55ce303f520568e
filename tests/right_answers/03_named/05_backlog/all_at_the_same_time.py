"""All clients are there at once, and are closed in the end."""

import contextlib
import socket


def crowd(path, words):
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen(1000)
    with contextlib.ExitStack() as stack:
        clients = [stack.enter_context(socket.socket(socket.AF_UNIX)) for _ in words]
        for client in clients:
            client.connect(path)
        for client, word in zip(clients, words):
            client.send(word)
    return listener


def hear_out(listener, count):
    conns = [listener.accept()[0] for _ in range(count)]
    heard = []
    for conn in conns:
        heard.append(b"")
        while piece := conn.recv(1000):
            heard[-1] += piece
        conn.close()
    return heard
