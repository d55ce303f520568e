"""Relay: in the middle, both ways.

A proxy, a tunnel, a port that is forwarded: all of them stand between two who talk, and pass on what either says. They
know nothing of what is said, not even whose turn it is. So neither direction may wait for the other. And the way it
ends belongs to what is said: an end is passed on as an end, while the other direction goes on; a reset as a reset.

Read on: shutdown(2), socket(7) on SO_LINGER, threading.Thread
By hand, in front of another server: python 12_relay.py PORT
"""

import contextlib
import socket
import threading

RESET = b"\1\0\0\0\0\0\0\0"  # SO_LINGER with this: close says "reset" instead of "end"


def pass_on(source: socket.socket, target: socket.socket) -> None:
    """Send all that comes out of one socket into the other, as it comes, and at last the end of this direction.

    source, target: connected TCP sockets, which stay open; the other direction goes on.
    Raises ConnectionError if either was reset.
    """
    while piece := source.recv(65536):
        target.sendall(piece)
    target.shutdown(socket.SHUT_WR)  # and no close: the other direction needs the socket


def relay(client: socket.socket, server: socket.socket) -> None:
    """Pass on what either says to the other one, both directions at once, until both have ended.

    Where one resets its connection, that of the other one is reset as well, and the relay is over.
    client, server: connected TCP sockets; both are closed when the function returns.
    """

    def one_way(source: socket.socket, target: socket.socket) -> None:
        try:
            pass_on(source, target)
        except OSError:  # a reset, or a shutdown of what the other thread has found reset
            for sock in (source, target):
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                with contextlib.suppress(OSError):
                    sock.shutdown(socket.SHUT_RD)  # says nothing to the peer, and wakes the other thread

    with client, server:
        back = threading.Thread(target=one_way, args=(server, client))
        back.start()
        one_way(client, server)
        back.join()


if __name__ == "__main__":
    import sys

    with socket.create_server(("127.0.0.1", 0)) as listener:
        print("Talk through it: nc -N 127.0.0.1", listener.getsockname()[1], flush=True)
        guest, _ = listener.accept()
        relay(guest, socket.create_connection(("127.0.0.1", int(sys.argv[1]))))
