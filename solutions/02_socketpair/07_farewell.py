"""Farewell: the peer of a datagram pair goes without a sign, unless it gives one itself.

A stream has an end: recv returns b"". Datagrams have none. On Linux, recv does not notice that the peer has
closed its socket (only a send fails then), and a fifth recv after four messages waits for ever. So both sides
agree on a last message.

Run the tests before you change anything: four of them hang, and you are told why.

Read on: unix(7), recv(2)
"""

import os
import socket

SIZE = 1024
FAREWELL = b"That was all."


def talk(sock: socket.socket, messages: list[bytes]) -> None:
    """Send the messages, and FAREWELL after the last one.

    sock: a datagram socket; it stays open, and waits as before.
    messages: of at most SIZE bytes; none of them is FAREWELL, but empty ones may be among them.
    """
    for message in messages:
        sock.send(message)
    sock.send(FAREWELL)


def listen(sock: socket.socket) -> list[bytes]:
    """Receive until FAREWELL comes, and nothing after it.

    sock: a datagram socket; it stays open, and waits as before.
    Returns the messages before FAREWELL.
    """
    messages = []
    while (message := sock.recv(SIZE)) != FAREWELL:  # an empty message is no end
        messages.append(message)
    return messages


def conversation(messages: list[bytes]) -> list[bytes]:
    """Fork a child that talks through a pair of sockets, listen to it, and wait for it to exit.

    Returns the messages as they came.
    """
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    with ours:
        with theirs:
            child = os.fork()
            if child == 0:
                talk(theirs, messages)
                os._exit(0)
        received = listen(ours)
        os.waitpid(child, 0)
    return received
