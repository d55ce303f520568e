"""Door: a listener has a name and carries no data; each guest gets a socket of its own.

A Unix socket can be bound to a path, and processes that know the path connect to it. The socket with the name only
listens. For each client that has connected, accept returns a new socket, without a name, that is connected to this
client and to nobody else: all bytes go through that one, and its end is the end of this client.

Read on: unix(7), bind(2), listen(2), accept(2)
"""

import os
import socket


def listen_at(path: str) -> socket.socket:
    """Return a Unix socket, a stream, that listens at this path.

    Raises OSError if there is something at the path before, and leaves that alone.
    """
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(path)
    # TODO: it has a name now, and yet nobody can connect.
    return listener


def greet(listener: socket.socket) -> None:
    """Accept one client, send back its bytes as they come, in capitals (bytes.upper), until its end; then hang up.

    listener: stays open, and waits as before.
    A client that has hung up before it has got all of that is no error.
    """
    # TODO: out of which socket do the words of this client come?
    raise NotImplementedError("accept a client, and talk to it")


def close_door(listener: socket.socket) -> None:
    """Close a listener, and remove its path, so that nobody takes it for one who listens."""
    # TODO: the path does not go with the listener.
    listener.close()


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        door = listen_at(os.path.join(folder, "door"))
        print(f"Talk to it from another terminal: nc -U {door.getsockname()}", flush=True)
        greet(door)
        close_door(door)
