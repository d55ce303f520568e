"""Takes a pipe, which has an end that can be noticed.

caught_by = "test_a_child_talks"
words = ["through no sockets"]
"""

import os
import socket

SIZE = 1024
FAREWELL = b"That was all."


def talk(sock: socket.socket, messages: list[bytes]) -> None:
    for message in messages:
        sock.send(message)
    sock.send(FAREWELL)


def listen(sock: socket.socket) -> list[bytes]:
    messages = []
    while (message := sock.recv(SIZE)) != FAREWELL:
        messages.append(message)
    return messages


def conversation(messages: list[bytes]) -> list[bytes]:
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        for message in messages:
            os.write(writer, len(message).to_bytes(4, "big") + message)
        os._exit(0)
    os.close(writer)
    heard = []
    with open(reader, "rb") as data:
        while size := data.read(4):
            heard.append(data.read(int.from_bytes(size, "big")))
    os.waitpid(child, 0)
    return heard
