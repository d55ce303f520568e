"""Again: the port is taken, and nobody has it.

A server ends, is started again, and cannot listen: address already in use. By whom? By connections that were closed a
moment ago, or are still open: the kernel keeps the port for a while, so that nothing of them can be taken for news.
Whoever knows what that means can ask to listen all the same. But a port at which somebody still listens is taken.

Read on: socket(7), ip(7), bind(2), listen(2); by hand, twice with the same port: python 05_again.py PORT
"""

import socket


def listen_on(port: int) -> socket.socket:
    """Listen at a TCP port of 127.0.0.1, also if a server that had it before has just gone.

    port: its number; 0 for one that the kernel chooses.
    It does not matter whether connections of that server still linger in the kernel, or are even open in some process.
    Returns the listening socket, which waits as a new one does. If somebody still listens at this port, raises OSError
    with errno EADDRINUSE, also if that is a socket that this function has made.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    # Before bind, for this is what bind asks about; and in every server, for it must have been set in the old one.
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen()
    return listener


if __name__ == "__main__":
    import sys

    with listen_on(int(sys.argv[1]) if sys.argv[1:] else 0) as listener:
        print("Talk to it: nc 127.0.0.1", listener.getsockname()[1], flush=True)
        while True:
            guest, _ = listener.accept()
            guest.sendall(b"goodbye\n")
            guest.close()  # first, so that the connection lingers here
