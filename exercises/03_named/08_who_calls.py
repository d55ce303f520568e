"""Credentials: a caller may say what it likes, but the kernel knows who it is.

Whoever connects to a Unix socket leaves its credentials there: its pid, its user and its group, as they were at that
moment. SO_PEERCRED tells them. They are of who has connected: a child that got the socket by fork and speaks
on it is not in them. Datagrams have a sender each, and SCM_CREDENTIALS comes beside the bytes to tell of it, if the
receiver had asked for that before the datagram was sent.

Read on: unix(7), recvmsg(2), cmsg(3), and the modules `socket` and `struct` of Python's library
"""

import os
import socket
import struct

CREDENTIALS = struct.Struct("3i")  # pid, user, group: struct ucred in unix(7)


def say(kind: int, path: str, words: bytes) -> tuple[socket.socket, int, int]:
    """Connect a Unix socket of a type to a path, and send words. Returns it, and the pid and user of this process."""
    sock = socket.socket(socket.AF_UNIX, kind)
    sock.connect(path)
    sock.send(words)
    return sock, os.getpid(), os.getuid()


def caller(conn: socket.socket) -> tuple[int, int]:
    """Return the pid and the user of who has connected, as the kernel knows them.

    conn: a Unix stream socket, as accept returns it; it stays open, and nothing is received from it.
    """
    # TODO: this is what the caller says of itself. Ask the kernel instead.
    pid, user = conn.recv(100).split()
    return int(pid), int(user)


def letter_box(path: str) -> socket.socket:
    """Return a Unix socket for datagrams that is bound to this path, and gets the credentials of all who send there.

    The first may send as soon as it is bound.
    """
    box = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    # TODO: ask for the credentials of all who will send.
    box.bind(path)
    return box


def letter(box: socket.socket) -> tuple[int, int, bytes]:
    """Receive one datagram of at most 4096 bytes; wait for it if none is there yet.

    box: from letter_box; it stays open, and waits as before.
    Returns the pid and the user of its sender, as the kernel knows them, and the bytes.
    """
    # TODO: receive the bytes, and what comes beside them.
    raise NotImplementedError("receive a letter with its sender")


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as door:
        door.bind(os.path.join(folder, "door"))
        door.listen()
        print(f"Call from another terminal: nc -U {door.getsockname()}", flush=True)
        while True:
            with door.accept()[0] as guest:
                guest.sendall(b"You are process %d of user %d.\n" % caller(guest))
