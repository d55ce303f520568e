"""Half close: you can end your half of the conversation and still hear the other.

The child reads to the end and then answers. To close the socket would make that end, but close the way back as
well, and every copy would have to be closed. shutdown ends one direction of the socket itself, however many
copies of the descriptor there are.

Run the tests before you change anything: all of them hang, and you are told why.

Read on: shutdown(2), socket.shutdown
"""

import os
import socket

SIZE = 65536


def until_the_end(sock: socket.socket) -> bytes:
    """Receive from a stream socket until its end, and return all that came; it stays open, and waits as before."""
    received = b""
    while piece := sock.recv(SIZE):
        received += piece
    return received


def ask_all(sock: socket.socket, question: bytes) -> bytes:
    """Send the question, let the peer know that this is all of it, and receive the answer until its end.

    sock: a stream socket; it stays open, and waits as before.
    """
    sock.sendall(question)
    # TODO: how does the peer know that this is the end of the question?
    return until_the_end(sock)


def backwards(text: bytes) -> bytes:
    """Fork a child that reads the text to its end and sends it back in reverse; receive that, and wait for the child.

    Both talk through a pair of sockets.
    Returns the text in reverse, as the child has sent it.
    """
    ours, theirs = socket.socketpair()
    with ours:
        with theirs:
            child = os.fork()
            if child == 0:
                ours.close()
                theirs.sendall(until_the_end(theirs)[::-1])
                os._exit(0)
        answer = ask_all(ours, text)
        os.waitpid(child, 0)
    return answer
