"""Stale: a path where a server was is no sign that one is there.

A server that is killed leaves its socket file behind, and bind refuses that path from then on: address already in use.
To remove whatever lies there is no way out: a living server would hear nothing any more, and would not even notice.
Only connect tells the two apart; but it also refuses a file that was never a socket's.

Run it by hand as well, in two terminals, and kill one of them: `python exercises/03_named/06_stale.py`.

Read on: unix(7), connect(2), stat(2), unlink(2)
"""

import errno
import os
import socket
import stat


def listen_at(path: str) -> socket.socket:
    """Return a Unix stream socket that listens at this path, in the place of a server that has gone.

    If there is nothing at the path, or a socket file that is nobody's any more, clients now reach the new socket there.
    Raises OSError with errno.EADDRINUSE, and leaves all as it was, if a server is there, however busy, for streams or
    for datagrams, or if there is anything but a socket file.
    """
    if _is_stale(path):
        os.unlink(path)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(path)  # EADDRINUSE if something is there after all
    listener.listen()
    return listener


def _is_stale(path: str) -> bool:
    """Whether there is a socket file at this path that is nobody's any more."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as caller:
        caller.setblocking(False)  # the queue of a server may be full: EAGAIN
        is_refused = caller.connect_ex(path) == errno.ECONNREFUSED
    return is_refused and stat.S_ISSOCK(os.lstat(path).st_mode)  # a plain file refuses as well


if __name__ == "__main__":
    import tempfile

    name = os.path.join(tempfile.gettempdir(), "stale-door")
    with listen_at(name) as door:
        print(f"Process {os.getpid()} listens; call it with: nc -U {name}", flush=True)
        while True:
            with door.accept()[0] as conn:
                conn.sendall(f"this is {os.getpid()}; end it with kill -9, and start it again\n".encode())
