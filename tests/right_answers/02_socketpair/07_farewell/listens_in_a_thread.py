"""A thread listens, while the child talks and is waited for."""

import os
import socket
import threading

FAREWELL = b"That was all."


def talk(sock, messages):
    for message in messages:
        os.write(sock.fileno(), message)
    os.write(sock.fileno(), FAREWELL)


def listen(sock):
    heard = []
    while (message := os.read(sock.fileno(), 2048)) != FAREWELL:
        heard.append(message)
    return heard


def conversation(messages):
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    with ours, theirs:
        child = os.fork()
        if child == 0:
            talk(theirs, messages)
            os._exit(0)
        heard = []
        listener = threading.Thread(target=lambda: heard.extend(listen(ours)))
        listener.start()
        os.waitid(os.P_PID, child, os.WEXITED)
        listener.join()
    return heard
