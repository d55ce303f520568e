"""Echo for many: one loop, in which nobody waits for a client.

The listener is one more descriptor that becomes ready: when a client has come. So one call waits for the next client,
and for all who are there; a loop does for each that is ready what can be done at once, and goes back to that call.

Read on: select(2), accept(2), the module selectors of Python's library; by hand: python 02_echo_many.py
"""

import select
import socket


def echo(conn: socket.socket) -> bool:
    """Send back to a client what has come from it.

    conn: a connected TCP socket. Returns whether the client is still there: it may have ended, or reset its connection.
    """
    try:
        data = conn.recv(4096)
        conn.sendall(data)
    except ConnectionError:
        return False
    return bool(data)


def serve(listener: socket.socket, stop: int) -> None:
    """Let clients in, and do `echo` with each of them as soon as it has said something, until the pipe `stop` ends.

    One thread does it all, and sleeps while nobody says anything. Who ends is hung up on at once, and nobody else
    notices; all others are hung up on when `stop` comes to its end.
    listener: a TCP socket that listens; it stays open. stop: a read end, out of which no byte comes; it stays open.
    """
    while True:
        ready, _, _ = select.select([stop, listener], [], [])
        if stop in ready:
            return
        conn, _ = listener.accept()
        with conn:
            # TODO: who comes next, while this one is silent? Wait for all of them in the same select.
            while echo(conn):
                pass


if __name__ == "__main__":
    keyboard = 0  # its end is ^D
    with socket.create_server(("127.0.0.1", 0)) as door:
        print("Talk to it, some of you: nc 127.0.0.1", door.getsockname()[1], "; ^D ends it.", flush=True)
        serve(door, keyboard)
