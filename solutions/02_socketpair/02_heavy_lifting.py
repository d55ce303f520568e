"""Heavy lifting: messages have a beginning and an end, and every one gets its answer.

The parent sends its child four messages through a pair of datagram sockets. Each recv takes what one send has
sent: nobody counts bytes, nobody looks for a delimiter. The child answers each message through the same
socket.

Read on: socketpair(2), recv(2), unix(7)
"""

import os
import socket

SIZE = 1024


def work(sock: socket.socket, count: int) -> None:
    """Receive `count` messages, and answer each as it comes, with the same message and " accomplished!" behind it.

    sock: a datagram socket; it stays open, and waits as before. Messages have at most SIZE bytes.
    """
    for _ in range(count):
        message = sock.recv(SIZE)  # one message, however much room there is
        sock.send(message + b" accomplished!")


def delegate(messages: list[bytes]) -> list[bytes]:
    """Fork a child that works, send it the messages, receive an answer to each, and wait for the child.

    Both talk through a pair of sockets.
    messages: at most eight, of at most 1000 bytes each. Returns the answers in their order.
    """
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    with ours, theirs:
        child = os.fork()
        if child == 0:
            work(theirs, len(messages))
            os._exit(0)
        for message in messages:
            ours.send(message)
        answers = [ours.recv(SIZE) for _ in messages]
        os.waitpid(child, 0)
    return answers
