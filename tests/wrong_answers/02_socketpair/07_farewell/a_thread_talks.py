"""A thread talks: there is no child.

caught_by = "test_a_child_talks"
words = ["no process was made"]
"""

import socket
import threading

FAREWELL = b"That was all."


def talk(sock, messages):
    for message in [*messages, FAREWELL]:
        sock.send(message)


def listen(sock):
    return list(iter(lambda: sock.recv(1024), FAREWELL))


def conversation(messages):
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    with ours, theirs:
        talker = threading.Thread(target=talk, args=(theirs, messages))
        talker.start()
        received = listen(ours)
        talker.join()
    return received
