"""Backlog: connect succeeds before anybody has accepted, for as many as the listener has room.

The kernel lets clients in, and keeps them in a queue until accept takes them out, one by one. They may send meanwhile,
close and exit: their words wait in the queue with them. How long it may get is the argument of listen, the
backlog; when it is full, connect sleeps until accept has made room. Here that is the same process, which sleeps.

Run the tests before you change anything: they hang, and you are told why.

Read on: listen(2), connect(2), accept(2), unix(7)
"""

import socket


def crowd(path: str, words: list[bytes]) -> socket.socket:
    """Listen at a path, and let a client for each of the words connect, send it, and close, one after the other.

    This process does it all alone, and accepts nobody yet. words: at most 1000, none is longer than 1000 bytes.
    Returns the listener, a Unix stream socket, which holds all of the clients in its queue.
    """
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(path)
    listener.listen(len(words))  # nobody makes room meanwhile
    for word in words:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
            client.connect(path)
            client.sendall(word)
    return listener


def hear_out(listener: socket.socket, count: int) -> list[bytes]:
    """Accept `count` clients, and receive from each until its end, one after the other.

    listener: stays open, and waits as before.
    Returns all that each client has said, in the order in which they have connected.
    """
    heard = []
    for _ in range(count):
        conn, _ = listener.accept()
        with conn, conn.makefile("rb") as words:
            heard.append(words.read())
    return heard
